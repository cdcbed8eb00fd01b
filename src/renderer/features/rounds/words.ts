import type { RoundChannel, RoundKind, RoundReply } from '../../../shared/codes/rounds.ts'
import type { RoundCounts } from '../../../shared/contract/rounds.ts'
import { formatCount } from '../../components/format-count.ts'

export const kindWords: Record<RoundKind, string> = { validation: 'Validation', opt_in: 'Opt-in' }

export const byChannel: Record<RoundChannel, string> = {
  letter: 'by letter',
  phone: 'by phone',
  text: 'by text message',
  email: 'by e-mail',
  in_person: 'in person',
}

export const replyWords: Record<RoundReply, string> = { yes: 'Yes', no: 'No', unsure: 'Not sure' }

/** "1 family", "1,234 families". */
export function families(count: number): string {
  return `${formatCount(count)} ${count === 1 ? 'family' : 'families'}`
}

/** How many families of a round have answered. */
export function answeredOf({ states }: RoundCounts): number {
  return states.yes + states.no + states.unsure
}

/** How many families of a round let the day pass without an answer. */
export function silentOf({ states }: RoundCounts): number {
  return states.overdue + states.overdue_again
}

const languages = new Intl.DisplayNames(['en-GB'], { type: 'language', fallback: 'code' })

/** A language as people say it: the English name of a tag, other text as it was typed. */
export function languageWords(language: string | null): string {
  if (language === null) return 'Not recorded'
  return /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(language) ? (languages.of(language) ?? language) : language
}
