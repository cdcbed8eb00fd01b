import { Button, Loader, SegmentedControl, Select } from '@mantine/core'
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { IconInfoCircle, IconTable, IconWorld } from '@tabler/icons-react'
import { useId, useState } from 'react'
import { access, mayCall } from '../../../shared/contract/access.ts'
import type { Comparison, Publication } from '../../../shared/contract/national-figures.ts'
import { formatLongDate } from '../../../shared/format/dates.ts'
import { lineName } from '../../../shared/format/organisation-names.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useClient, useProcedures } from '../../app/rpc.tsx'
import { useWork } from '../../app/work-context.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { Notice } from '../../components/notice.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { Problem } from '../../components/problem.tsx'
import { ReturnsTabs } from '../returns/returns-tabs.tsx'
import { BandBars } from './band-bars.tsx'
import { CompareWith } from './compare-with.tsx'
import classes from './comparison.module.css'
import { type Compared, ExportButtons } from './export-buttons.tsx'
import { PrintComparison } from './print-comparison.tsx'
import { ProviderStrip } from './provider-strip.tsx'
import { PublishedFigures } from './published-figures.tsx'
import { SideBySide } from './side-by-side.tsx'
import { instantWords, monthWords, publicationWords } from './words.ts'

const title = 'National comparison'
const description =
  'Our return beside what NHS England publishes for England, our region, our ICB, peers and every provider.'

/** Our return beside NHS England's published figures. */
export default function ComparisonScreen() {
  const { person } = useWork()
  const procedures = useProcedures()
  const client = useClient()
  const publications = useQuery(procedures.nationalFigures.publications.queryOptions())
  const months = useQuery(procedures.returns.months.queryOptions())
  const loading = useMutation({ mutationFn: () => client.nationalFigures.loadSupplied() })
  const [managing, setManaging] = useState(false)
  const [chosen, choose] = useState<string | null>(null)
  const mayImport = mayCall(access.nationalFigures.import, person.roles)
  const error = publications.error ?? months.error
  const current = publications.data?.filter(({ state }) => state === 'current') ?? []
  const publication = current.find(({ month }) => month === chosen) ?? current[0]
  const manage = mayImport && (
    <Button
      variant="default"
      leftSection={<IconTable size={16} aria-hidden />}
      onClick={() => setManaging(true)}
    >
      Published figures
    </Button>
  )
  const drawer = mayImport && (
    <PublishedFigures
      opened={managing}
      publications={publications.data ?? []}
      onClose={() => setManaging(false)}
      onImported={choose}
    />
  )

  if (publication && months.data) {
    return (
      <>
        <ComparedWith
          key={publication.id}
          publication={publication}
          publications={current}
          months={months.data}
          onPublication={choose}
          manage={manage}
        />
        {drawer}
      </>
    )
  }
  const isRead = publications.data !== undefined && months.data !== undefined
  return (
    <div className={classes.screen}>
      <PageHeader title={title} description={description} actions={isRead && manage} />
      <ReturnsTabs />
      {error ? (
        <Problem
          refusal={refusalOf(error)}
          title="The published figures could not be read"
          onRetry={() => {
            void publications.refetch()
            void months.refetch()
          }}
        />
      ) : isRead ? (
        <>
          <EmptyState
            title="No published figures in use"
            icon={IconWorld}
            actions={
              mayImport && (
                <>
                  <Button onClick={() => setManaging(true)}>Import a workbook</Button>
                  <Button variant="default" loading={loading.isPending} onClick={() => loading.mutate()}>
                    Use October 2025, supplied with the app
                  </Button>
                </>
              )
            }
          >
            {mayImport
              ? 'Import the workbook that NHS England publishes each month, or start with the figures that come with the app.'
              : 'A manager, clinical lead or administrator can import the workbook that NHS England publishes each month.'}
          </EmptyState>
          {loading.error && <Problem refusal={refusalOf(loading.error)} />}
        </>
      ) : (
        <Loader aria-label="Reading the published figures" />
      )}
      {drawer}
    </div>
  )
}

/** The published month when it is one of ours, else the last that has ended, else the newest. */
function firstMonth(months: { months: string[]; latestEnded: string | null }, published: string): string {
  const { months: all, latestEnded } = months
  return all.includes(published) ? published : (latestEnded ?? all[0] ?? published)
}

interface ComparedWithProps {
  publication: Publication
  publications: readonly Publication[]
  months: { months: string[]; latestEnded: string | null }
  onPublication: (month: string) => void
  manage: React.ReactNode
}

function ComparedWith({ publication, publications, months, onPublication, manage }: ComparedWithProps) {
  const { person } = useWork()
  const procedures = useProcedures()
  const publishedMonth = publication.month
  const [ownMonth, setOwnMonth] = useState(() => firstMonth(months, publishedMonth))
  const [line, setLine] = useState<string | null>(null)
  const [figures, setFigures] = useState<Compared['figures']>('signed')
  const options = useQuery(procedures.nationalFigures.options.queryOptions({ input: { publishedMonth } }))
  const lines = options.data?.lines ?? []
  const own = lines.filter((each) => options.data?.ownLines.includes(each))
  const shownLine = line ?? own[0] ?? lines[0] ?? null
  const compared: Compared = { line: shownLine ?? '', ownMonth, publishedMonth, figures }
  const answer = useQuery(
    procedures.nationalFigures.compare.queryOptions({
      input: compared,
      enabled: shownLine !== null,
      placeholderData: keepPreviousData,
    }),
  )
  const others = lines.filter((each) => !own.includes(each))
  const asData = (group: readonly string[]) => group.map((each) => ({ value: each, label: lineName(each) }))
  const ownMonths = months.months.includes(ownMonth) ? months.months : [ownMonth, ...months.months]
  const error = options.error ?? answer.error
  return (
    <div className={classes.screen}>
      <PageHeader
        title={title}
        description={description}
        actions={
          <>
            {manage}
            {answer.data && (
              <ExportButtons
                compared={compared}
                mayExport={mayCall(access.nationalFigures.export, person.roles)}
              />
            )}
          </>
        }
      />
      <ReturnsTabs />
      <section className={classes.panel} aria-label="What is compared">
        <div className={classes.fields}>
          <Select
            className={classes.wide}
            label="Service line"
            searchable
            allowDeselect={false}
            nothingFoundMessage="No such line"
            data={[
              ...(own.length > 0 ? [{ group: 'Ours', items: asData(own) }] : []),
              {
                group: own.length > 0 ? 'Other children’s lines' : 'Children’s lines',
                items: asData(others),
              },
            ]}
            value={shownLine}
            onChange={(value) => value !== null && setLine(value)}
          />
          <Select
            className={classes.field}
            label="Our return of"
            searchable
            allowDeselect={false}
            data={ownMonths.map((month) => ({ value: month, label: monthWords(month) }))}
            value={ownMonth}
            onChange={(value) => value !== null && setOwnMonth(value)}
          />
          <Select
            className={classes.field}
            label="Published figures of"
            allowDeselect={false}
            data={publications.map(({ month }) => ({ value: month, label: monthWords(month) }))}
            value={publishedMonth}
            onChange={(value) => value !== null && onPublication(value)}
          />
          {answer.data?.own.signedAvailable && (
            <SegmentedControl
              className={classes.beside}
              aria-label="Our figures"
              value={figures}
              onChange={(value) => setFigures(value as Compared['figures'])}
              data={[
                { value: 'signed', label: 'As signed off' },
                { value: 'counted', label: 'As counted now' },
              ]}
            />
          )}
        </div>
        {ownMonth !== publishedMonth && months.months.includes(publishedMonth) && (
          <div>
            <Button variant="subtle" size="compact-sm" onClick={() => setOwnMonth(publishedMonth)}>
              Compare the same month: {monthWords(publishedMonth)}
            </Button>
          </div>
        )}
        {answer.data && <SourceLine comparison={answer.data} />}
      </section>
      {error && (
        <Problem
          refusal={refusalOf(error)}
          title="The comparison could not be made"
          onRetry={() => {
            void options.refetch()
            void answer.refetch()
          }}
        />
      )}
      {answer.data ? (
        <>
          <Says comparison={answer.data} />
          {options.data && (
            <CompareWith
              options={options.data}
              mayChange={mayCall(access.nationalFigures.saveChoice, person.roles)}
            />
          )}
          <SideBySide comparison={answer.data} />
          {!answer.data.nationalOnly && (
            <>
              <BandBars comparison={answer.data} />
              <ProviderStrip comparison={answer.data} />
            </>
          )}
          <PrintComparison comparison={answer.data} />
        </>
      ) : (
        !error && <Loader aria-label="Comparing" />
      )}
    </div>
  )
}

function SourceLine({ comparison: { own, publication } }: { comparison: Comparison }) {
  const ours =
    own.basis === 'none'
      ? 'Ours: nothing on this line'
      : own.basis === 'signed'
        ? `Ours: end of ${formatLongDate(own.censusDate)}, as signed off by ${own.signedBy}`
        : `Ours: end of ${formatLongDate(own.censusDate)}, as counted ${instantWords(own.readAt)}`
  return (
    <p className={classes.source}>
      {ours}. NHS England: {monthWords(publication.month)}, {publicationWords(publication)}. Contains public
      sector information licensed under the Open Government Licence v3.0.
    </p>
  )
}

function Says({ comparison }: { comparison: Comparison }) {
  const id = useId()
  return (
    <section className={classes.panel} aria-labelledby={id}>
      <h2 id={id}>{lineName(comparison.line)}: what it says</h2>
      <div className={classes.saysBoth}>
        <div className={classes.says}>
          {comparison.sentences.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </div>
        <div>
          <h3>Bear in mind</h3>
          <ul className={classes.cautions}>
            {comparison.cautions.map((caution) => (
              <li key={caution}>{caution}</li>
            ))}
          </ul>
        </div>
      </div>
      {comparison.nationalOnly && (
        <Notice tone="info" icon={IconInfoCircle} title="Published for England only">
          NHS England publishes only the total for England on this line, to keep children from being told by
          small numbers.
        </Notice>
      )}
    </section>
  )
}
