/** What each entry of the audit trail says happened. */
export const auditActions: Readonly<Record<string, string>> = {
  'session.signed_in': 'Signed in',
  'session.refused': 'Sign-in refused',
  'session.locked': 'Locked',
  'session.recovered': 'Signed in with the recovery key',
  'child.viewed': 'Child viewed',
  'child.changed': 'Child changed',
  'child.duplicate_decided': 'Possible duplicate decided',
  'referral.viewed': 'Referral viewed',
  'referral.registered': 'Referral registered',
  'referral.facts_changed': 'Referral facts changed',
  'referral.voided': 'Entry struck out',
  'referral.bulk_recorded': 'Recorded for several referrals',
  'referral.bulk_undone': 'Several referrals undone',
  'list.exported': 'List exported',
  'list.printed': 'List printed',
  'list.saved_as_pdf': 'List saved as PDF',
  'export_recipient.added': 'Recipient of pseudonyms added',
  'import.committed': 'Import saved',
  'import.undone': 'Import undone',
  'return.exported': 'Return exported',
  'view.saved': 'View saved',
  'view.removed': 'View removed',
  'service.updated': 'Service changed',
  'account.created': 'Person added',
  'account.roles_set': 'Roles changed',
  'account.password_set': 'Password set for somebody',
  'account.own_password_changed': 'Own password changed',
  'account.deactivated': 'Account closed',
  'backup.made': 'Backup made',
  'store.created': 'Store created',
  'store.verified': 'Data checked',
  'audit.verified': 'Audit trail checked',
}

/** An action in words; one without words of its own is told apart by its parts. */
export function actionWords(action: string): string {
  return auditActions[action] ?? action.replace(/[._]/g, ' ')
}

function valueWords(value: unknown): string {
  if (Array.isArray(value)) return value.map(valueWords).join(' → ')
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value)
      .map(([key, inner]) => `${key} ${valueWords(inner)}`)
      .join(' ')
  }
  return String(value)
}

/** The detail of a row, kept as JSON, as `roles: clinician; reason: moved`. */
export function detailWords(detail: string): string {
  try {
    const parsed: unknown = JSON.parse(detail)
    if (typeof parsed !== 'object' || parsed === null) return String(parsed)
    return Object.entries(parsed)
      .map(([key, value]) => `${key}: ${valueWords(value)}`)
      .join('; ')
  } catch {
    return detail
  }
}
