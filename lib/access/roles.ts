/** The closed list of roles. A person has one or more in each trust they work for. */
export const ROLES = [
  'technician',
  'pharmacist',
  'stores',
  'lead',
  'chief',
  'director',
  'finance',
  'auditor',
  'admin',
  'hub',
] as const

/** A role in a trust. */
export type Role = (typeof ROLES)[number]

/** What a role is called on screen. */
export const ROLE_NAMES = {
  technician: 'Procurement technician',
  pharmacist: 'Pharmacist',
  stores: 'Goods-in',
  lead: 'Procurement lead',
  chief: 'Chief pharmacist',
  director: 'Director of finance',
  finance: 'Finance',
  auditor: 'Auditor',
  admin: 'Administrator',
  hub: 'Regional hub',
} as const satisfies Record<Role, string>

/** Whether the text is one of the roles. */
export function isRole(text: string): text is Role {
  return (ROLES as readonly string[]).includes(text)
}
