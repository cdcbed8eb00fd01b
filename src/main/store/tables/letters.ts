import type {
  LetterAudience,
  LetterFormat,
  LetterPurpose,
  LetterSentBy,
  LetterState,
} from '../../../shared/codes/letter-purposes.ts'

/** The tables of letters. */
export interface LetterTables {
  letter: LetterTable
  letter_template_version: LetterTemplateVersionTable
  letter_sender: LetterSenderTable
  letter_address: LetterAddressTable
  letter_batch: LetterBatchTable
}

export interface LetterTable {
  id: string
  version: number
  referral_id: string
  child_id: string
  batch_id: string | null
  purpose: LetterPurpose
  audience: LetterAudience
  /** Name it goes to, as it stood then. */
  addressee: string
  template_id: string
  template_version: number
  template_name: string
  language: string
  format: LetterFormat
  /** What was asked for, JSON, so that a letter can be written again. */
  wanted: string
  /** The frozen letter, JSON; `sha256` is its hash. */
  document: string
  sha256: string
  /** What it waits for, JSON; empty unless it is a draft. */
  holds: string
  state: LetterState
  created_on: string
  created_at: string
  created_by: string
  printed_at: string | null
  printed_by: string | null
  sent_on: string | null
  sent_how: LetterSentBy | null
  /** The fact on the timeline that it left. */
  sent_event_id: string | null
  returned_on: string | null
  returned_event_id: string | null
  note: string | null
}

/** A template as changed here. What the app ships is version 1 of its template and not stored. */
export interface LetterTemplateVersionTable {
  template_id: string
  version: number
  name: string
  purpose: LetterPurpose
  audience: LetterAudience
  service_id: string | null
  language: string
  format: LetterFormat
  enabled: 0 | 1
  body: string
  changed_by: string
  changed_at: string
  note: string | null
}

export interface LetterSenderTable {
  /** The service's id, or `all`. */
  sender_key: string
  service_id: string | null
  version: number
  team: string
  address: string
  phone: string
  email: string
  hours: string
}

/** Where a professional is, as typed the last time. */
export interface LetterAddressTable {
  audience: Exclude<LetterAudience, 'family'>
  addressee_key: string
  address: string
  changed_at: string
}

export interface LetterBatchTable {
  id: string
  purpose: LetterPurpose
  audience: LetterAudience
  made_at: string
  made_by: string
  undone_at: string | null
}
