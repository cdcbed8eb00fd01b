import { IconChevronRight, IconFileImport, IconUserPlus } from '@tabler/icons-react'
import { Link } from 'wouter'
import { routes, routesFor } from '../../app/routes.tsx'
import { useWork } from '../../app/work-context.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import classes from './today.module.css'

const steps = [
  {
    path: '/import',
    title: 'Import a spreadsheet',
    words:
      'The list you keep now, or an extract of your record system. Nothing is saved before you have seen it.',
    icon: IconFileImport,
  },
  {
    path: '/register',
    title: 'Register a referral',
    words: 'One child, from the referral letter in front of you.',
    icon: IconUserPlus,
  },
] as const

/** Shown while there is no referral yet: the ways to bring some in that this person's roles open. */
export function FirstSteps() {
  const { person } = useWork()
  const open = routesFor(routes, person.roles)
  const ways = steps.filter(({ path }) => open.some((route) => route.path === path))
  if (ways.length === 0) {
    return (
      <EmptyState title="There are no referrals yet">
        They appear here once somebody has registered or imported them.
      </EmptyState>
    )
  }
  return (
    <section aria-labelledby="first-steps">
      <h2 id="first-steps" className={classes.heading}>
        There are no referrals yet. Bring them in:
      </h2>
      <ul className={classes.steps}>
        {ways.map(({ path, title, words, icon: Icon }) => (
          <li key={path}>
            <Link href={path} className={classes.step}>
              <Icon size={24} stroke={1.5} aria-hidden />
              <span>
                <strong>{title}</strong>
                <span>{words}</span>
              </span>
              <IconChevronRight size={18} aria-hidden />
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
