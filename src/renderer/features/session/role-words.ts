import type { Role } from '../../../shared/codes/roles.ts'

/** What each role does here, in one line. */
export const roleWords: Record<Role, string> = {
  administrator: 'Registers referrals, imports spreadsheets, books and records what happened.',
  clinician: 'Triages referrals with the suggestion beside the letter, and records contacts.',
  clinical_lead: 'Triages, looks after the rules, and leads the weekly review of the list.',
  manager: 'Sees every list, follows long waits, and sends the monthly return.',
  system_administrator: 'Adds people, gives them roles, and looks after backups and services.',
  ig_lead: 'Reads who saw and changed what, and checks that the audit trail is whole.',
}
