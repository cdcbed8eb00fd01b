import { ethnicCategories } from '../../../shared/codes/ethnic-categories.ts'
import { type GenderCode, genderLabels } from '../../../shared/codes/genders.ts'
import { referrerRoleLabels } from '../../../shared/codes/referrer-roles.ts'
import { ageOn } from '../../../shared/format/age.ts'
import type { Readable } from '../../store/store.ts'
import type { AboutRow, Grouping, ListColumn } from './list-source.ts'

/** What the record of a child and a referral says beside the list: enough to count by, nothing that names. */
export interface ChildFacts {
  /** Completed years on the list's date; null where the birth is not known. */
  age: number | null
  /** In words; null is not recorded, here and below. */
  sex: string | null
  ethnicGroup: string | null
  /** 1 is the most deprived tenth. */
  deprivationDecile: number | null
  language: string | null
  referredBy: string | null
  /** `YYYY-MM`. */
  receivedMonth: string | null
}

/** A row of whatever list, with what is known of its child. */
export interface RowWithChild {
  child: ChildFacts
}

export const notRecorded = 'Not recorded'

const nothingKnown: ChildFacts = {
  age: null,
  sex: null,
  ethnicGroup: null,
  deprivationDecile: null,
  language: null,
  referredBy: null,
  receivedMonth: null,
}

/** What is known of the children and referrals of a slice of rows on a day, in the order of the rows. */
export async function childFacts(
  db: Readable,
  rows: readonly AboutRow[],
  asAt: string,
): Promise<ChildFacts[]> {
  const childIds = [...new Set(rows.map((row) => row.childId).filter((id) => id !== ''))]
  const referralIds = [...new Set(rows.flatMap((row) => row.referralId ?? []))]
  const [children, referrals] = await Promise.all([
    childIds.length === 0
      ? []
      : db
          .selectFrom('child')
          .select(['id', 'date_of_birth', 'gender', 'ethnic_category', 'imd_decile', 'language'])
          .where('id', 'in', childIds)
          .execute(),
    referralIds.length === 0
      ? []
      : db
          .selectFrom('referral')
          .innerJoin('waiting_list', 'waiting_list.referral_id', 'referral.id')
          .select(['referral.id', 'referral.referrer_role', 'waiting_list.received_date'])
          .where('referral.id', 'in', referralIds)
          .execute(),
  ])
  const childOf = new Map(children.map((row) => [row.id, row]))
  const referralOf = new Map(referrals.map((row) => [row.id, row]))
  return rows.map((row) => {
    const child = childOf.get(row.childId)
    const referral = row.referralId === null ? undefined : referralOf.get(row.referralId)
    return {
      ...nothingKnown,
      ...(child && {
        age: ageOn(child.date_of_birth, asAt)?.years ?? null,
        sex: child.gender === null ? null : (genderLabels[child.gender as GenderCode] ?? null),
        ethnicGroup: groupOf.get(child.ethnic_category ?? '') ?? null,
        deprivationDecile: child.imd_decile,
        language: child.language === null || child.language === '' ? null : child.language,
      }),
      ...(referral && {
        referredBy: roleWords(referral.referrer_role),
        receivedMonth: referral.received_date.slice(0, 7),
      }),
    }
  })
}

const groupOf = new Map<string, string>(ethnicCategories.map(({ code, group }) => [code, group]))

function roleWords(code: string | null): string | null {
  const labels: Readonly<Record<string, string>> = referrerRoleLabels
  return code === null ? null : (labels[code] ?? 'Other')
}

/** Columns about the child that every list can have, and that leave under pseudonyms in place of who it is. */
export const childColumns: readonly ListColumn<RowWithChild>[] = [
  { id: 'age_years', header: 'Age (years)', kind: 'number', width: 8, value: ({ child }) => child.age },
  { id: 'sex', header: 'Sex', kind: 'code', width: 12, hidesRare: true, value: ({ child }) => child.sex },
  {
    id: 'ethnic_group',
    header: 'Ethnic group',
    kind: 'code',
    width: 22,
    hidesRare: true,
    value: ({ child }) => child.ethnicGroup,
  },
  {
    id: 'deprivation_decile',
    header: 'Deprivation decile',
    kind: 'number',
    width: 12,
    value: ({ child }) => child.deprivationDecile,
  },
  {
    id: 'language',
    header: 'Language',
    kind: 'code',
    width: 16,
    hidesRare: true,
    value: ({ child }) => child.language,
  },
  {
    id: 'referred_by',
    header: 'Referred by',
    kind: 'code',
    width: 22,
    hidesRare: true,
    value: ({ child }) => child.referredBy,
  },
]

const ageGroups = [
  { label: 'Under 2', below: 2 },
  { label: '2 to 4', below: 5 },
  { label: '5 to 7', below: 8 },
  { label: '8 to 10', below: 11 },
  { label: '11 to 15', below: 16 },
  { label: '16 and over', below: Number.POSITIVE_INFINITY },
] as const

const quintiles = ['1 (most deprived)', '2', '3', '4', '5 (least deprived)'] as const

/** What the children of every list can be counted by. */
export const childGroupings: readonly Grouping<unknown>[] = [
  {
    id: 'age_group',
    label: 'Age group',
    order: [...ageGroups.map(({ label }) => label), notRecorded],
    group: (_, { age }) =>
      age === null ? notRecorded : (ageGroups.find(({ below }) => age < below)?.label ?? notRecorded),
  },
  {
    id: 'sex',
    label: 'Sex',
    order: [...Object.values(genderLabels), notRecorded],
    group: (_, { sex }) => sex ?? notRecorded,
  },
  {
    id: 'ethnic_group',
    label: 'Ethnic group',
    order: [...new Set(ethnicCategories.map(({ group }) => group)), notRecorded],
    group: (_, { ethnicGroup }) => ethnicGroup ?? notRecorded,
  },
  {
    id: 'deprivation_quintile',
    label: 'Deprivation quintile',
    order: [...quintiles, notRecorded],
    group: (_, { deprivationDecile }) =>
      deprivationDecile === null
        ? notRecorded
        : (quintiles[Math.ceil(deprivationDecile / 2) - 1] ?? notRecorded),
  },
  { id: 'language', label: 'Language', group: (_, { language }) => language ?? notRecorded },
  {
    id: 'referred_by',
    label: 'Referred by',
    order: [...Object.values(referrerRoleLabels), notRecorded],
    group: (_, { referredBy }) => referredBy ?? notRecorded,
  },
  {
    id: 'received_month',
    label: 'Received month',
    group: (_, { receivedMonth }) => receivedMonth ?? notRecorded,
  },
]
