/** The tables of triage. */
export interface TriageTables {
  triage_letter: TriageLetterTable
}

/** A letter that was made with a triage decision. */
export interface TriageLetterTable {
  letter_id: string
  /** The fact the decision recorded. */
  event_id: string
}
