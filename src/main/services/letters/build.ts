import {
  audiencesOfPurpose,
  letterAudienceLabels,
  type LetterFormat,
  letterFormatLabels,
  letterPurposeLabels,
} from '../../../shared/codes/letter-purposes.ts'
import type {
  CautionShown,
  HoldShown,
  LetterPreview,
  letterWanted,
  Signatory,
} from '../../../shared/contract/letters.ts'
import type { z } from 'zod'
import type { LetterBlock, LetterDocument } from '../../../shared/letters/document.ts'
import { letterField } from '../../../shared/letters/fields.ts'
import { formatNhsNumber } from '../../../shared/format/nhs-number.ts'
import { chooseTemplate } from '../../domain/letters/choose-template.ts'
import { formatOf, languageTagOf } from '../../domain/letters/needs.ts'
import { plainParagraphs, renderTemplate } from '../../domain/letters/render-template.ts'
import type { LetterSetting, LetterSource } from './sources.ts'
import { addressedTo } from './addressed-to.ts'
import { senderOf } from './senders.ts'
import type { CurrentTemplate } from './templates.ts'
import { childOnEnvelope, valuesOf } from './values.ts'

export type Wanted = z.output<typeof letterWanted>

/** A letter that could be made: what is shown of it, and what is stored when it is. */
export interface BuiltLetter {
  preview: LetterPreview
  template: CurrentTemplate | null
  addressee: string
  addresseeKey: string
}

/** Puts one letter together from what is known, with every reason it cannot or should not go. Stores nothing. */
export function buildLetter(
  source: LetterSource,
  setting: LetterSetting,
  wanted: Wanted,
  writerId: string,
): BuiltLetter {
  const { child, loaded } = source
  const { row, state } = loaded.projection
  const needs = needsOf(source, wanted)
  const to = addressedTo(source, setting, wanted.audience, wanted.contactId, wanted.address)
  const chosen = chooseTemplate(setting.templates, {
    purpose: wanted.purpose,
    audience: wanted.audience,
    serviceId: row.service_id,
    language: needs.language,
    format: needs.format,
  })
  const template = chosen?.template ?? null
  const format = chosen?.inFormat === false && needs.format === 'easy_read' ? 'standard' : needs.format
  const refused = whyNot() ?? to.refused ?? (template === null ? noTemplate() : null)
  const empty = { cautions: [], holds: [], missing: [], document: null }
  const shown = {
    purpose: wanted.purpose,
    audience: wanted.audience,
    refused,
    addressees: to.choices,
    contactId: to.contactId,
    templateName: template?.name ?? null,
    templateVersion: template?.version ?? null,
    language: template?.language ?? needs.language,
    format,
  }
  const built = { template, addressee: to.shownAs, addresseeKey: to.addresseeKey }
  if (refused !== null || template === null) return { ...built, preview: { ...shown, ...empty } }

  const values = valuesOf(source, setting, to.name, wanted.addedWords, wanted.supplied)
  const rendered = renderTemplate(template.body, values, wanted.audience)
  if (rendered.problems.length > 0) {
    const why = `The template “${template.name}” has a problem: ${rendered.problems[0]?.message ?? ''} Ask an administrator to correct it.`
    return { ...built, preview: { ...shown, ...empty, refused: why } }
  }
  return {
    ...built,
    preview: {
      ...shown,
      cautions: [...to.cautions, ...cautions()],
      holds: holds(template),
      missing: rendered.missing.map((field) => ({ field, label: letterField(field)?.label ?? field })),
      document: documentOf(rendered.blocks, template),
    },
  }

  function whyNot(): string | null {
    if (!audiencesOfPurpose[wanted.purpose].includes(wanted.audience))
      return `This letter is not written to the ${letterAudienceLabels[wanted.audience].toLowerCase()}.`
    if (state.status === 'registered_in_error')
      return 'This referral was registered in error. No letter goes out about it.'
    if (wanted.audience === 'family' && (child.died_on !== null || state.closedReason === 'died'))
      return 'The child has died. No letter goes to the family from here.'
    return null
  }

  function noTemplate(): string {
    return `There is no template for “${letterPurposeLabels[wanted.purpose]}” to the ${letterAudienceLabels[wanted.audience].toLowerCase()}. An administrator can write one under Letters, Templates.`
  }

  function cautions(): CautionShown[] {
    const all: CautionShown[] = []
    if (child.restricted === 1)
      all.push({
        caution: 'restricted',
        text: 'This record is restricted. Check that this letter, to this person, is meant.',
      })
    const says = wanted.purpose
    const isAboutClosing =
      says === 'discharge' || says === 'redirected' || says === 'not_accepted' || says === 'answer'
    if (row.is_open === 0 && !isAboutClosing)
      all.push({
        caution: 'closed',
        text: 'This referral is closed. The letter reads as if the child were still waiting.',
      })
    return all
  }

  function holds(used: CurrentTemplate): HoldShown[] {
    const all: HoldShown[] = []
    const isFamily = wanted.audience === 'family'
    if (isFamily && wanted.language === null && used.language !== needs.language)
      all.push({
        hold: 'translation',
        text: `The family’s language is ${child.language ?? 'not English'}: there is no template in it. Arrange a translation, or choose to send this one.`,
      })
    if (isFamily && wanted.format === null && (needs.otherForm !== null || needs.format !== format))
      all.push({
        hold: 'format',
        text: `The family asked for ${(needs.otherForm ?? letterFormatLabels[needs.format]).toLowerCase()}. This letter is not in that form. Arrange it, or choose to send this one.`,
      })
    if (isFamily && !to.isPostal)
      all.push({
        hold: 'address',
        text: 'No full postal address is recorded. Record it and write the letter again, or hand it over.',
      })
    return all
  }

  function documentOf(blocks: LetterBlock[], used: CurrentTemplate): LetterDocument {
    const sender = senderOf(setting.senders, row.service_id)
    const signatory = setting.people.get(wanted.signatoryId ?? writerId) ?? null
    const hasOwnPlace = used.body.includes('letter.addedWords')
    return {
      addressLines: to.lines,
      senderLines: [
        sender.team || loaded.record.service.name,
        setting.providerName,
        ...sender.address.split('\n'),
        sender.phone,
        sender.email,
      ].filter((line) => line.trim() !== ''),
      datedOn: setting.today,
      referenceLines:
        wanted.audience === 'family'
          ? [`About: ${child.preferred_name ?? child.given_name} ${child.family_name}`]
          : [
              `About: ${childOnEnvelope(child)}`,
              ...(child.nhs_number === null ? [] : [`NHS number: ${formatNhsNumber(child.nhs_number)}`]),
            ],
      blocks: hasOwnPlace ? blocks : [...blocks, ...plainParagraphs(wanted.addedWords)],
      signedBy: signedBy(signatory, sender.team || loaded.record.service.name, used.language, format),
      language: used.language,
      format,
    }
  }
}

function signedBy(
  signatory: Signatory | null,
  team: string,
  language: string,
  format: LetterFormat,
): string[] {
  const opening = format === 'easy_read' ? 'From' : 'Yours sincerely'
  return [
    ...(language === 'en' ? [opening, ''] : []),
    ...(signatory === null ? [] : [signatory.name, signatory.role]),
    team,
  ]
}

function needsOf(
  { child }: LetterSource,
  wanted: Wanted,
): { language: string; format: LetterFormat; otherForm: string | null } {
  const isFamily = wanted.audience === 'family'
  const asked = isFamily
    ? formatOf(child.information_format)
    : { format: 'standard' as const, otherForm: null }
  return {
    language: wanted.language ?? (isFamily ? languageTagOf(child.language) : 'en'),
    format: wanted.format ?? asked.format,
    otherForm: asked.otherForm,
  }
}
