import { Loader } from '@mantine/core'
import { IconCircleCheck } from '@tabler/icons-react'
import { useLocation, Link } from 'wouter'
import { qualityRule } from '../../../shared/codes/data-quality-rules.ts'
import type { QualityFigures, QualityRuleFigure } from '../../../shared/contract/data-quality.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useWork } from '../../app/work-context.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { formatCount } from '../../components/format-count.ts'
import { Problem } from '../../components/problem.tsx'
import { usePresetWaitingList } from '../waiting-list/index.ts'
import classes from './data-quality.module.css'
import { QualityLayout } from './quality-layout.tsx'
import { Sparkline } from './sparkline.tsx'
import { useQualityFigures } from './use-quality.ts'
import { changeWords, referralCount, ruleHref, scoreWords, shareWords } from './words.ts'

/** Every rule with its gaps: how many, how they move, what they cost, and the way to the list. */
export default function RulesScreen() {
  const figures = useQualityFigures()
  return (
    <QualityLayout part="rules" title="Data quality" description={<Summary figures={figures.data} />}>
      {figures.error ? (
        <Problem refusal={refusalOf(figures.error)} onRetry={() => void figures.refetch()} />
      ) : figures.data === undefined ? (
        <p role="status" className={classes.counting}>
          <Loader size="sm" aria-hidden /> Looking at every open referral
        </p>
      ) : (
        <Rules figures={figures.data} />
      )}
    </QualityLayout>
  )
}

function Summary({ figures }: { figures: QualityFigures | undefined }) {
  const { counts } = useWork()
  const preset = usePresetWaitingList()
  const [, navigate] = useLocation()
  if (figures === undefined) return 'What is missing in open referrals, and where to put it right.'
  const essential = counts.missing_data
  return (
    <>
      <strong>
        {figures.score === null
          ? 'Nothing to score'
          : `${scoreWords(figures.score)} of 100 for ${referralCount(figures.referrals)} that are open.`}
      </strong>{' '}
      {essential !== undefined && essential > 0 && (
        <button
          type="button"
          className={classes.plainLink}
          onClick={() => {
            preset({ queue: 'missing_data' })
            navigate('/waiting-list')
          }}
        >
          {referralCount(essential)} {essential === 1 ? 'misses' : 'miss'} an NHS number, postcode, GP,
          contact or consent
        </button>
      )}
    </>
  )
}

function Rules({ figures }: { figures: QualityFigures }) {
  const failing = figures.rules
    .filter(({ failed }) => failed > 0)
    .toSorted((a, b) => Number(b.weight > 0) - Number(a.weight > 0) || b.lost - a.lost || b.failed - a.failed)
  const met = figures.rules.filter(({ failed }) => failed === 0)
  if (figures.referrals === 0)
    return (
      <EmptyState title="No referral is open" icon={IconCircleCheck}>
        Rules are looked at in open referrals. Register one, or import a list.
      </EmptyState>
    )
  return (
    <>
      {failing.length === 0 ? (
        <EmptyState title="Nothing to fix" icon={IconCircleCheck}>
          Every rule is met by all {referralCount(figures.referrals)} that are open.
        </EmptyState>
      ) : (
        <div className={classes.tableBox}>
          <table className={classes.table} aria-label="Gaps by rule, the costliest first">
            <thead>
              <tr>
                <th scope="col">Gap</th>
                <th scope="col" className={classes.number}>
                  To fix
                </th>
                <th scope="col" className={classes.number}>
                  Of
                </th>
                <th scope="col" className={classes.number}>
                  Share
                </th>
                <th scope="col">Over the months</th>
                <th scope="col" className={classes.number}>
                  Points lost
                </th>
              </tr>
            </thead>
            <tbody>
              {failing.map((figure) => (
                <RuleRow key={figure.ruleId} figure={figure} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {met.length > 0 && failing.length > 0 && (
        <section className={classes.met} aria-labelledby="met-rules">
          <h2 id="met-rules">
            <IconCircleCheck size={18} aria-hidden /> Nothing to fix in {formatCount(met.length)}{' '}
            {met.length === 1 ? 'rule' : 'rules'}
          </h2>
          <ul>
            {met.map(({ ruleId, applicable }) => (
              <li key={ruleId}>
                <Link href={ruleHref(ruleId)}>{qualityRule(ruleId).name}</Link>: 0 of{' '}
                {formatCount(applicable)}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

function RuleRow({ figure }: { figure: QualityRuleFigure }) {
  const { ruleId, failed, applicable, months, lost, weight } = figure
  const { name } = qualityRule(ruleId)
  const shares = [...months, { failed, applicable }].map((each) =>
    each.applicable === 0 ? 0 : each.failed / each.applicable,
  )
  return (
    <tr>
      <th scope="row">
        <Link href={ruleHref(ruleId)}>{name}</Link>
      </th>
      <td className={classes.number}>
        <Link href={ruleHref(ruleId)} aria-label={`Open the list: ${name}, ${formatCount(failed)}`}>
          {formatCount(failed)}
        </Link>
      </td>
      <td className={classes.number}>{formatCount(applicable)}</td>
      <td className={classes.number}>{shareWords(failed, applicable)}</td>
      <td>
        <span className={classes.trend}>
          <Sparkline values={shares} />
          <span>{changeWords(figure)}</span>
        </span>
      </td>
      <td className={classes.number}>
        {weight === 0 ? 'Not scored' : lost === 0 ? '< 0.1' : lost.toFixed(1)}
      </td>
    </tr>
  )
}
