import { Accordion, Button, Select, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { IconCircleCheck, IconPencil } from '@tabler/icons-react'
import { useState } from 'react'
import { access, mayCall } from '../../../shared/contract/access.ts'
import type { DataSetCodeSet } from '../../../shared/contract/community-data-set.ts'
import { useAnnounce } from '../../app/announcer.tsx'
import { refusalOf } from '../../app/refusal-of.ts'
import { useProcedures } from '../../app/rpc.tsx'
import { useWork } from '../../app/work-context.tsx'
import { Problem } from '../../components/problem.tsx'
import { ToneBadge } from '../../components/tone-badge.tsx'
import returns from '../returns/returns.module.css'
import classes from './community-data-set.module.css'

type Code = DataSetCodeSet['codes'][number]

export interface CodeTablesProps {
  /** Ids of the tables that are open. */
  opened: string[]
  onOpen: (opened: string[]) => void
}

/** The tables that turn local codes into national ones. Managers fill them. */
export function CodeTables({ opened, onOpen }: CodeTablesProps) {
  const procedures = useProcedures()
  const codes = useQuery(procedures.communityDataSet.codes.queryOptions())
  const { person } = useWork()
  const mayChange = mayCall(access.communityDataSet.saveCode, person.roles)
  return (
    <section className="cw-panel" aria-labelledby="data-set-codes">
      <h2 id="data-set-codes" className={returns.heading}>
        Code tables
      </h2>
      <p className={returns.verdict}>
        Some national lists are not published openly; for those, enter the code from your own tables. Where
        the list is known, only its codes are taken.
        {!mayChange && ' A manager can change them.'}
      </p>
      {codes.error && (
        <Problem
          refusal={refusalOf(codes.error)}
          title="The code tables could not be read"
          onRetry={() => void codes.refetch()}
        />
      )}
      {codes.data && (
        <Accordion chevronPosition="left" multiple order={3} value={opened} onChange={onOpen}>
          {codes.data.map((set) => (
            <Accordion.Item key={set.id} value={set.id} id={`codes-${set.id}`}>
              <Accordion.Control>
                <span className={classes.set}>
                  <span>{set.name}</span>
                  <SetState set={set} />
                </span>
              </Accordion.Control>
              <Accordion.Panel>
                {opened.includes(set.id) && <CodeSetTable set={set} mayChange={mayChange} />}
              </Accordion.Panel>
            </Accordion.Item>
          ))}
        </Accordion>
      )}
    </section>
  )
}

function SetState({ set: { codes } }: { set: DataSetCodeSet }) {
  const blank = codes.filter(({ national }) => national === null).length
  return blank === 0 ? (
    <ToneBadge tone="success" icon={IconCircleCheck}>
      All {codes.length} given
    </ToneBadge>
  ) : (
    <ToneBadge tone="warning" icon={IconPencil}>
      {blank} of {codes.length} to give
    </ToneBadge>
  )
}

interface SetProps {
  set: DataSetCodeSet
  mayChange: boolean
}

function listWords({ list, entered, nationalName }: DataSetCodeSet): string {
  if (entered === 'organisation') return `${nationalName}: the organisation code, such as an ICB’s.`
  if (list === null)
    return `${nationalName}: the national list is not published. Enter the code from your own tables.`
  const known = list.complete
    ? 'The list is known'
    : 'Only some of the list is known, so other codes are taken'
  return `${nationalName}. ${known}; source: ${list.source}.`
}

function CodeSetTable({ set, mayChange }: SetProps) {
  return (
    <>
      <p className={classes.name}>{listWords(set)}</p>
      <ul className={classes.codes}>
        {set.codes.map((code) => (
          <CodeRow key={`${code.local} ${code.version}`} set={set} code={code} mayChange={mayChange} />
        ))}
      </ul>
    </>
  )
}

function CodeRow({ set, code, mayChange }: SetProps & { code: Code }) {
  const procedures = useProcedures()
  const announce = useAnnounce()
  const [value, setValue] = useState(code.national ?? '')
  const saving = useMutation(
    procedures.communityDataSet.saveCode.mutationOptions({
      onSuccess: () => announce(`Saved the code for ${code.label}.`),
    }),
  )
  const isChanged = value.trim().toUpperCase() !== (code.national ?? '')
  const words = nationalWords(set, code.national)
  const subject = `national code for ${code.label}`
  const label = `National code for ${code.label}`
  const error = saving.error ? refusalOf(saving.error).message : null
  return (
    <li className={classes.code}>
      <span className={classes.local}>{code.label}</span>
      {!mayChange ? (
        <span>{words}</span>
      ) : set.list?.complete ? (
        <Select
          aria-label={label}
          w={280}
          clearable
          searchable
          clearButtonProps={{ 'aria-label': `Clear the ${subject}` }}
          placeholder="Not given"
          data={set.list.codes.map((each) => ({
            value: each.code,
            label: each.label === '' ? each.code : `${each.code} ${each.label}`,
          }))}
          value={value === '' ? null : value}
          onChange={(chosen) => setValue(chosen ?? '')}
          error={error}
        />
      ) : (
        <TextInput
          aria-label={label}
          w={280}
          placeholder="Not given"
          maxLength={10}
          value={value}
          onChange={(event) => setValue(event.currentTarget.value)}
          error={error}
        />
      )}
      {mayChange && (isChanged || code.isProposal) && (
        <Button
          variant={isChanged ? 'filled' : 'default'}
          loading={saving.isPending}
          aria-label={`${isChanged ? 'Save' : 'Confirm'} the ${subject}`}
          onClick={() =>
            saving.mutate({
              set: set.id,
              local: code.local,
              version: code.version,
              national: value.trim() === '' ? null : value.trim(),
            })
          }
        >
          {isChanged ? 'Save' : 'Confirm'}
        </Button>
      )}
      <span className={classes.name}>
        {code.isProposal ? 'Proposed by the app' : code.changedBy === null ? '' : `By ${code.changedBy}`}
      </span>
    </li>
  )
}

function nationalWords({ list }: DataSetCodeSet, national: string | null): string {
  if (national === null) return 'Not given'
  const label = list?.codes.find(({ code }) => code === national)?.label ?? ''
  return label === '' ? national : `${national} ${label}`
}
