import { Link, Redirect, useParams } from 'wouter'
import { useWork } from '../../app/work-context.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { sectionsFor } from './sections.ts'
import classes from './settings.module.css'

/** How the store and its people are set up, one section at a time: those the person's roles open. */
export default function SettingsScreen() {
  const { person } = useWork()
  const { section: wanted } = useParams<{ section?: string }>()
  const sections = sectionsFor(person.roles)
  const section = sections.find(({ id }) => id === wanted)
  const [first] = sections
  if (!section) return first ? <Redirect to={`/settings/${first.id}`} replace /> : null
  return (
    <>
      <PageHeader title="Settings" />
      <div className={classes.layout}>
        <nav aria-label="Settings" className={classes.sections}>
          <ul>
            {sections.map(({ id, label, icon: Icon }) => (
              <li key={id}>
                <Link
                  href={`/settings/${id}`}
                  className={classes.entry}
                  aria-current={id === section.id ? 'page' : undefined}
                >
                  <Icon size={18} stroke={1.6} aria-hidden />
                  {label}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
        <div className={classes.section}>
          <section.component key={section.id} />
        </div>
      </div>
    </>
  )
}
