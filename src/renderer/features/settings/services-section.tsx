import { Button, Loader, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { IconPencil } from '@tabler/icons-react'
import { useState } from 'react'
import type { Service } from '../../../shared/contract/administration.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useProcedures } from '../../app/rpc.tsx'
import { Problem } from '../../components/problem.tsx'
import { SectionHeader } from './section-header.tsx'
import { ServiceDialog } from './service-dialog.tsx'
import { daysText, targets } from './service-words.ts'
import classes from './settings.module.css'

function ServiceCard({ service, onChange }: { service: Service; onChange: () => void }) {
  return (
    <article className={classes.card} aria-labelledby={`service-${service.id}`}>
      <div className={classes.header}>
        <h3 id={`service-${service.id}`}>{service.name}</h3>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPencil size={14} aria-hidden />}
          aria-label={`Change ${service.name}`}
          onClick={onChange}
        >
          Change
        </Button>
      </div>
      <dl className={classes.figures}>
        {targets.map(({ id, label }) => (
          <div key={id}>
            <dt>{label}: see within</dt>
            <dd>{daysText(service.targetDays[id])}</dd>
          </div>
        ))}
        <div>
          <dt>Triage within</dt>
          <dd>{daysText(service.triageTargetDays)}</dd>
        </div>
        <div>
          <dt>Takes children until</dt>
          <dd>{service.upperAgeYears} years</dd>
        </div>
      </dl>
      <p className={classes.description}>
        Return line “{service.chsLine}”. The wait ends at the{' '}
        {service.stopEvent === 'first_contact' ? 'first contact' : 'first treatment'}.
        {service.reportedElsewhere && ' Reported elsewhere: left out of this provider’s return.'}
      </p>
    </article>
  )
}

/** The services of this provider, with their targets. */
export function ServicesSection() {
  const procedures = useProcedures()
  const services = useQuery(procedures.services.list.queryOptions())
  const [changing, setChanging] = useState<Service | null>(null)
  return (
    <Stack gap="lg">
      <SectionHeader title="Services">
        Targets decide when a child counts as overdue and who is seen first. A change holds for everybody
        waiting now, from now on.
      </SectionHeader>
      {services.isPending && <Loader role="status" aria-label="Reading the services" />}
      {services.error && !services.data && (
        <Problem refusal={refusalOf(services.error)} onRetry={() => void services.refetch()} />
      )}
      {services.data?.map((service) => (
        <ServiceCard key={service.id} service={service} onChange={() => setChanging(service)} />
      ))}
      {changing && <ServiceDialog service={changing} onClose={() => setChanging(null)} />}
    </Stack>
  )
}
