/** A run of words; `bold` when it is set bold. Words are never markup: they are escaped wherever they are shown. */
export interface LetterRun {
  text: string
  bold?: true
}

/** One block of a letter. */
export type LetterBlock =
  | { kind: 'heading'; runs: LetterRun[] }
  | { kind: 'paragraph'; runs: LetterRun[] }
  | { kind: 'list'; items: LetterRun[][] }

/** A whole letter as it is frozen: what is printed, and nothing else. */
export interface LetterDocument {
  /** Name and address as they stand in the window of the envelope. */
  addressLines: string[]
  /** Who it is from, top of the page. */
  senderLines: string[]
  /** Date of the letter, `YYYY-MM-DD`. */
  datedOn: string
  /** What it is about: reference lines beside the address, outside the window. */
  referenceLines: string[]
  blocks: LetterBlock[]
  signedBy: string[]
  /** BCP 47 tag of the language of the words. */
  language: string
  format: 'standard' | 'large_print' | 'easy_read'
}
