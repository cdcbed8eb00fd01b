import type { LetterFormat } from '../../../shared/codes/letter-purposes.ts'

/** Languages as people write them, and their BCP 47 tags. Source: the languages of the app's own list and the census. */
const tags: Readonly<Record<string, string>> = {
  albanian: 'sq',
  arabic: 'ar',
  bengali: 'bn',
  'british sign language': 'bfi',
  bsl: 'bfi',
  bulgarian: 'bg',
  cantonese: 'yue',
  chinese: 'zh',
  czech: 'cs',
  dari: 'prs',
  dutch: 'nl',
  english: 'en',
  farsi: 'fa',
  french: 'fr',
  german: 'de',
  greek: 'el',
  gujarati: 'gu',
  hindi: 'hi',
  hungarian: 'hu',
  igbo: 'ig',
  italian: 'it',
  kurdish: 'ku',
  latvian: 'lv',
  lithuanian: 'lt',
  malayalam: 'ml',
  mandarin: 'zh',
  nepali: 'ne',
  panjabi: 'pa',
  pashto: 'ps',
  persian: 'fa',
  polish: 'pl',
  portuguese: 'pt',
  punjabi: 'pa',
  romanian: 'ro',
  russian: 'ru',
  slovak: 'sk',
  somali: 'so',
  sorani: 'ckb',
  spanish: 'es',
  swahili: 'sw',
  sylheti: 'syl',
  tamil: 'ta',
  telugu: 'te',
  tigrinya: 'ti',
  turkish: 'tr',
  ukrainian: 'uk',
  urdu: 'ur',
  vietnamese: 'vi',
  welsh: 'cy',
  yoruba: 'yo',
}

/** Forms people get information in that are no letter at all. */
const otherForms = /braille|audio|email|e-mail|text message|sms|video/i

/**
 * The tag of a language as somebody wrote it; `en` when none is recorded. A language the list does not know gets a
 * tag of its own that no template has, so that the letter is held rather than sent in English.
 */
export function languageTagOf(written: string | null): string {
  const name = (written ?? '').trim().toLowerCase()
  if (name === '') return 'en'
  if (/^[a-z]{2,3}$/.test(name)) return name
  const first = Object.keys(tags).find((known) => name === known || name.startsWith(`${known} `))
  return (first === undefined ? undefined : tags[first]) ?? (name.startsWith('english') ? 'en' : 'und')
}

/** How a family asked to be written to. */
export interface AskedFormat {
  format: LetterFormat
  /** What they asked for when a printed letter is not it, as written: Braille, audio, text message. */
  otherForm: string | null
}

/** The format a family's recorded need asks for. Source: DCB1605 Accessible Information Standard. */
export function formatOf(written: string | null): AskedFormat {
  const need = (written ?? '').trim()
  if (/large/i.test(need)) return { format: 'large_print', otherForm: null }
  if (/easy/i.test(need)) return { format: 'easy_read', otherForm: null }
  return { format: 'standard', otherForm: otherForms.test(need) ? need : null }
}
