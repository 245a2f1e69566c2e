/** dm+d categories of controlled drugs of Schedules 1 and 2: their receipt is entered in the controlled drugs register. */
export const REGISTERED: readonly string[] = ['0001', '0002', '0003']

/** Whether packs that came have to be entered in the controlled drugs register; what was taken back has not. */
export function needsRegister(cdCategory: string, accepted: number): boolean {
  return REGISTERED.includes(cdCategory) && accepted > 0
}
