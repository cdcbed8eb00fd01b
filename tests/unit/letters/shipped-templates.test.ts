import { describe, expect, it } from 'vitest'
import { checkTemplate } from '../../../src/main/domain/letters/check-template.ts'
import { chooseTemplate } from '../../../src/main/domain/letters/choose-template.ts'
import { shippedTemplates } from '../../../src/main/domain/letters/shipped-templates.ts'
import { audiencesOfPurpose, letterPurposes } from '../../../src/shared/codes/letter-purposes.ts'

const keyed = shippedTemplates.map((template) => ({
  ...template,
  serviceId: null as string | null,
  language: 'en',
  enabled: true,
}))

describe('the letters the app ships', () => {
  it.each(shippedTemplates.map((template) => [template.name, template] as const))(
    '%s is sound',
    (_name, template) => {
      expect(checkTemplate(template.body, template.audience)).toEqual([])
      expect(audiencesOfPurpose[template.purpose]).toContain(template.audience)
    },
  )

  it('have ids of their own', () => {
    expect(new Set(shippedTemplates.map(({ id }) => id)).size).toBe(shippedTemplates.length)
  })

  it.each(
    letterPurposes.flatMap((purpose) =>
      audiencesOfPurpose[purpose].map((audience) => [purpose, audience] as const),
    ),
  )('serve %s to %s', (purpose, audience) => {
    const wanted = { purpose, audience, serviceId: 'slt', language: 'en', format: 'standard' as const }
    expect(chooseTemplate(keyed, wanted)?.template.audience).toBe(audience)
  })

  it.each(
    shippedTemplates
      .filter(({ audience }) => audience === 'family')
      .map((template) => [template.name, template] as const),
  )('%s promises nothing, blames nobody and says what to do', (_name, { body }) => {
    expect(body).not.toMatch(
      /fail|DNA|did not attend|non-attend|refus|queue|number \d|position|promise|guarantee|discharged if|removed from/i,
    )
    expect(body).not.toMatch(/within \d+ (days|weeks|months)/i)
    expect(body).toMatch(/service\.phone/)
  })

  it.each(
    shippedTemplates
      .filter(({ audience }) => audience === 'family')
      .map((template) => [template.name, template] as const),
  )('%s is written in short sentences', (_name, { body }) => {
    const plain = body
      .replaceAll(/\{\{[#/][^}]*\}\}|\{\{else\}\}/g, '\n')
      .replaceAll(/\{\{[^}]*\}\}/g, 'word')
      .replaceAll('**', '')
    const sentences = plain
      .split(/[.?!:]\s|\n/)
      .map((each) => each.split(/\s+/).filter((word) => /\p{L}/u.test(word)).length)
    expect(Math.max(...sentences)).toBeLessThanOrEqual(26)
    const counted = sentences.filter((words) => words > 0)
    expect(counted.reduce((sum, words) => sum + words, 0) / counted.length).toBeLessThan(14)
  })
})

describe('which template fits', () => {
  const wanted = {
    purpose: 'accepted',
    audience: 'family',
    serviceId: 'slt',
    language: 'en',
    format: 'standard',
  } as const
  const made = (more: Partial<(typeof keyed)[number]>) => ({
    ...keyed.find(({ purpose }) => purpose === 'accepted')!,
    ...more,
  })

  it('goes by language first, then format, then the service’s own', () => {
    const own = made({ id: 'own', serviceId: 'slt' })
    const polish = made({ id: 'pl', language: 'pl' })
    const all = [...keyed, own, polish, made({ id: 'off', serviceId: 'slt', enabled: false })]
    expect(chooseTemplate(all, wanted)?.template.id).toBe('own')
    expect(chooseTemplate(all, { ...wanted, language: 'pl' })).toMatchObject({
      template: { id: 'pl' },
      inLanguage: true,
    })
    expect(chooseTemplate(all, { ...wanted, language: 'so' })).toMatchObject({
      template: { id: 'own' },
      inLanguage: false,
    })
    expect(chooseTemplate(all, { ...wanted, format: 'easy_read' })?.template.format).toBe('easy_read')
  })

  it('sets any template large, but has no easy read where there is none', () => {
    expect(chooseTemplate(keyed, { ...wanted, format: 'large_print' })).toMatchObject({ inFormat: true })
    expect(chooseTemplate(keyed, { ...wanted, purpose: 'discharge', format: 'easy_read' })).toMatchObject({
      inFormat: false,
    })
    expect(chooseTemplate([], wanted)).toBeNull()
  })
})
