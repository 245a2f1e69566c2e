import { Checkboxes } from '#components/ui/choices.tsx'
import { Details } from '#components/ui/details.tsx'
import { ROLE_NAMES } from '#lib/access/roles.ts'
import { SITE_ROLES, type SiteLimit } from '#lib/access/sites/site.rules.ts'

/** Where roles count, as boxes to tick: with none ticked a role counts everywhere. Nothing in a trust of one site. */
export function SiteBoxes({
  sites,
  held = [],
}: {
  sites: readonly { id: string; name: string }[]
  held?: readonly SiteLimit[]
}) {
  if (sites.length < 2) return null
  const options = SITE_ROLES.flatMap((role) =>
    sites.map((site) => ({ value: `${role}/${site.id}`, label: `${ROLE_NAMES[role]} at ${site.name}` })),
  )
  return (
    <Details summary="Limit roles to sites" small open={held.length > 0}>
      <Checkboxes
        name="sites"
        label="Only at these sites"
        hint="A role with nothing ticked counts at every site. Who is limited sees all of the trust, and orders, decides, books in and counts only there."
        options={options}
        layout="columns"
        defaultValues={held.map(({ role, siteId }) => `${role}/${siteId}`)}
      />
    </Details>
  )
}
