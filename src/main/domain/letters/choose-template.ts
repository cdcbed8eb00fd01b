import type { LetterAudience, LetterFormat, LetterPurpose } from '../../../shared/codes/letter-purposes.ts'

export interface TemplateKey {
  purpose: LetterPurpose
  audience: LetterAudience
  /** Null serves every service. */
  serviceId: string | null
  language: string
  format: LetterFormat
  enabled: boolean
}

export interface TemplateWanted {
  purpose: LetterPurpose
  audience: LetterAudience
  serviceId: string
  language: string
  format: LetterFormat
}

export interface ChosenTemplate<T extends TemplateKey> {
  template: T
  /** Whether its words are in the language asked for. */
  inLanguage: boolean
  /** Whether it is in the format asked for; large print is any template set large. */
  inFormat: boolean
}

/**
 * The template that fits best: the right language first, then the right format, then the service's own before
 * everybody's. Null when none serves the purpose and audience, in whatever language.
 */
export function chooseTemplate<T extends TemplateKey>(
  templates: readonly T[],
  wanted: TemplateWanted,
): ChosenTemplate<T> | null {
  const fits = templates
    .filter(
      (template) =>
        template.enabled &&
        template.purpose === wanted.purpose &&
        template.audience === wanted.audience &&
        (template.serviceId === null || template.serviceId === wanted.serviceId) &&
        (template.language === wanted.language || template.language === 'en'),
    )
    .map((template) => ({
      template,
      inLanguage: template.language === wanted.language,
      inFormat:
        template.format === wanted.format ||
        (wanted.format === 'large_print' && template.format === 'standard'),
    }))
  const rank = ({ template, inLanguage, inFormat }: ChosenTemplate<T>) =>
    (inLanguage ? 0 : 8) +
    (inFormat ? 0 : 4) +
    (template.format === wanted.format ? 0 : 2) +
    (template.serviceId === null ? 1 : 0)
  return fits.toSorted((a, b) => rank(a) - rank(b))[0] ?? null
}
