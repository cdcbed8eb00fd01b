import { useLocation } from 'wouter'
import { routes, routesFor } from '../../app/routes.tsx'
import { useWork } from '../../app/work-context.tsx'
import { ScreenParts } from '../../components/screen-parts.tsx'

const parts = [
  { id: 'month', label: 'Month end', href: '/returns' },
  { id: 'signed', label: 'Signed returns', href: '/returns/signed' },
  { id: 'comparison', label: 'National comparison', href: '/returns/comparison' },
  { id: 'community-data-set', label: 'Community data set', href: '/returns/community-data-set' },
  { id: 'six-weeks', label: 'Audiology six weeks', href: '/returns/six-weeks' },
] as const

/** The screens of Returns, under the page header of each: those that exist and that this person may open. */
export function ReturnsTabs() {
  const { person } = useWork()
  const [location] = useLocation()
  const open = new Set(routesFor(routes, person.roles).map(({ path }) => path))
  const current =
    parts.find(({ href }) => href !== '/returns' && (location === href || location.startsWith(`${href}/`)))
      ?.id ?? 'month'
  return (
    <ScreenParts
      label="Parts of Returns"
      parts={parts.filter(({ href }) => open.has(href))}
      current={current}
    />
  )
}
