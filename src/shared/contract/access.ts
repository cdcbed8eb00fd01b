import type { Role } from '../codes/roles.ts'
import type { Contract } from './index.ts'

/** `anyone` works before signing in; `signed_in` needs a person but no particular role. */
export type Access = 'anyone' | 'signed_in' | readonly Role[]

type AccessTable = { [Noun in keyof Contract]: { [Verb in keyof Contract[Noun]]: Access } }

const office = ['administrator', 'clinician', 'clinical_lead', 'manager'] as const
const recorders = ['administrator', 'clinician', 'clinical_lead'] as const
const clinicians = ['clinician', 'clinical_lead'] as const
const leads = ['clinical_lead'] as const
const returners = ['manager', 'clinical_lead', 'administrator'] as const
const systemAdministrators = ['system_administrator'] as const
const auditors = ['ig_lead', 'system_administrator'] as const

/** Who may call what. The backend checks this table on every call; a role not named is refused. */
export const access = {
  session: {
    state: 'anyone',
    createStore: 'anyone',
    createDemoStore: 'anyone',
    signIn: 'anyone',
    signInDemo: 'anyone',
    recover: 'anyone',
    lock: 'anyone',
  },
  accounts: {
    list: systemAdministrators,
    create: systemAdministrators,
    setRoles: systemAdministrators,
    setPassword: systemAdministrators,
    changeOwnPassword: 'signed_in',
    deactivate: systemAdministrators,
  },
  services: { list: 'signed_in', update: ['system_administrator', 'clinical_lead', 'manager'] },
  today: { summary: office },
  waitingList: { page: office, counts: office, facets: office, why: office, export: office },
  search: { find: office },
  children: {
    get: office,
    findSimilar: recorders,
    update: recorders,
    duplicates: office,
    decideDuplicate: recorders,
  },
  referrals: {
    get: office,
    register: recorders,
    updateFacts: recorders,
    record: recorders,
    voidEvent: recorders,
    bulkPreview: recorders,
    bulkApply: recorders,
    bulkUndo: recorders,
  },
  triage: { get: office, decide: clinicians, rules: office },
  rules: {
    current: office,
    versions: office,
    get: office,
    diff: office,
    draft: office,
    checkRule: clinicians,
    saveRule: leads,
    removeRule: leads,
    discardDraft: leads,
    importDraft: leads,
    exportFile: office,
    publish: leads,
    rollBack: leads,
    bench: clinicians,
    benchRows: clinicians,
    benchWhy: clinicians,
    apply: leads,
    examples: office,
    saveExample: leads,
    changeExample: leads,
    removeExample: leads,
    retireExample: leads,
    restoreExample: leads,
    decisions: office,
    measures: office,
  },
  imports: {
    inspect: recorders,
    preview: recorders,
    previewRows: recorders,
    missingFromFile: recorders,
    fixRow: recorders,
    saveRejects: recorders,
    commit: recorders,
    discard: recorders,
    batches: office,
    undo: recorders,
  },
  returns: { months: office, chs: office, cell: office, export: returners },
  savedViews: { list: office, save: office, remove: office },
  drafts: { get: 'signed_in', save: 'signed_in', discard: 'signed_in' },
  audit: { page: auditors, verify: auditors },
  backups: { state: ['system_administrator', 'ig_lead', 'manager'], backUpNow: systemAdministrators },
  store: { verify: ['system_administrator', 'ig_lead', 'manager'] },
  changes: { watch: 'anyone' },
} as const satisfies AccessTable

/** Whether somebody with these roles may call the procedure. */
export function mayCall(rule: Access, roles: readonly Role[] | null): boolean {
  if (rule === 'anyone') return true
  if (roles === null) return false
  return rule === 'signed_in' || rule.some((role) => roles.includes(role))
}
