import { Button, MultiSelect, Select } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { IconInfoCircle } from '@tabler/icons-react'
import { useId, useState } from 'react'
import type {
  ComparisonChoice,
  ComparisonOptions,
  OrganisationOption,
} from '../../../shared/contract/national-figures.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useClient } from '../../app/rpc.tsx'
import { Notice } from '../../components/notice.tsx'
import { Problem } from '../../components/problem.tsx'
import classes from './comparison.module.css'

/** A choice that is not in this month's figures stays visible as its code. */
function withChosen(options: readonly OrganisationOption[], codes: readonly (string | null)[]) {
  const known = new Set(options.map(({ code }) => code))
  const missing = codes.filter((code): code is string => code !== null && !known.has(code))
  return [
    ...options.map(({ code, name }) => ({ value: code, label: name })),
    ...missing.map((code) => ({ value: code, label: `${code} (not in this month)` })),
  ]
}

function nameIn(options: readonly OrganisationOption[], code: string): string {
  return options.find((each) => each.code === code)?.name ?? code
}

/** With whom we compare, in a few words. */
function choiceWords({ regions, icbs, choice }: ComparisonOptions): string {
  const parts = [
    'England',
    ...(choice.regionCode === null ? [] : [`the ${nameIn(regions, choice.regionCode)} region`]),
    ...(choice.icbCode === null ? [] : [`the ${nameIn(icbs, choice.icbCode)} ICB`]),
    ...(choice.peers.length === 0
      ? []
      : [choice.peers.length === 1 ? '1 peer' : `${choice.peers.length} peers`]),
  ]
  return parts.length === 1 ? parts[0]! : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`
}

/** With whom the store compares itself; saved at once, for everybody. Open until somebody has chosen. */
export function CompareWith({ options, mayChange }: { options: ComparisonOptions; mayChange: boolean }) {
  const id = useId()
  const { choice, provider, providerFound } = options
  const [asked, ask] = useState<boolean | null>(null)
  const open = mayChange && (asked ?? (choice.version === 0 && !providerFound))
  return (
    <section className={classes.panel} aria-labelledby={id}>
      <div className={classes.panelHead}>
        <div>
          <h2 id={id}>Compared with {choiceWords(options)}</h2>
          {!providerFound && !open && (
            <p className={classes.hint}>
              {provider.code === ''
                ? 'We have no provider code, so no published row is ours.'
                : `No published row is ours: the code ${provider.code} is not among the published providers.`}
            </p>
          )}
        </div>
        {mayChange && (
          <Button variant="default" size="compact-md" aria-expanded={open} onClick={() => ask(!open)}>
            {open ? 'Done' : 'Change'}
            <span className="cw-hidden"> with whom we compare</span>
          </Button>
        )}
      </div>
      {open && <Choosing options={options} />}
    </section>
  )
}

function Choosing({ options }: { options: ComparisonOptions }) {
  const client = useClient()
  const saving = useMutation({
    mutationFn: (choice: ComparisonChoice) => client.nationalFigures.saveChoice(choice),
  })
  const { provider, providerFound } = options
  const choice = saving.isPending ? saving.variables : options.choice
  const change = (part: Partial<ComparisonChoice>) => saving.mutate({ ...options.choice, ...part })
  const shared = { disabled: saving.isPending, searchable: true, nothingFoundMessage: 'None of that name' }
  return (
    <>
      {!providerFound && (
        <Notice tone="info" icon={IconInfoCircle} title="Which published provider are we?">
          {provider.code === ''
            ? 'This store has no provider code. '
            : `The code ${provider.code} (${provider.name}) is not among the published providers. `}
          Choose ours, or leave it empty when we are not published; our own figures then stand beside all of
          them.
        </Notice>
      )}
      <div className={classes.fields}>
        <Select
          {...shared}
          className={classes.field}
          label="Our provider"
          placeholder="Not published"
          clearable={choice.providerCode !== null}
          data={withChosen(options.providers, [choice.providerCode])}
          value={choice.providerCode ?? (providerFound ? provider.code : null)}
          onChange={(providerCode) => change({ providerCode })}
        />
        <Select
          {...shared}
          className={classes.field}
          label="Our region"
          placeholder="Choose our region"
          clearable
          data={withChosen(options.regions, [choice.regionCode])}
          value={choice.regionCode}
          onChange={(regionCode) => change({ regionCode })}
        />
        <Select
          {...shared}
          className={classes.field}
          label="Our ICB"
          placeholder="Choose our ICB"
          clearable
          data={withChosen(options.icbs, [choice.icbCode])}
          value={choice.icbCode}
          onChange={(icbCode) => change({ icbCode })}
        />
        <MultiSelect
          {...shared}
          className={classes.wide}
          label="Peers"
          placeholder={choice.peers.length === 0 ? 'Choose up to 20 providers' : 'Add another'}
          maxValues={20}
          data={withChosen(options.providers, choice.peers)}
          value={choice.peers}
          onChange={(peers) => change({ peers })}
        />
      </div>
      {saving.error ? (
        <Problem refusal={refusalOf(saving.error)} title="The choice was not saved" />
      ) : (
        <p className={classes.hint}>
          Kept for everybody who uses this store. The published tables do not say which region or ICB a
          provider belongs to.
        </p>
      )}
    </>
  )
}
