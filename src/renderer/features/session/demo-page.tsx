import { Loader } from '@mantine/core'
import {
  IconChartBar,
  IconClipboardList,
  IconFlask,
  IconReportMedical,
  IconShieldLock,
  IconStethoscope,
  IconUsersGroup,
} from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { type Role, roleLabels, roles } from '../../../shared/codes/roles.ts'
import type { SessionState } from '../../../shared/contract/session.ts'
import { useClient } from '../../app/rpc.tsx'
import { Problem } from '../../components/problem.tsx'
import type { IconComponent } from '../../components/tone-badge.tsx'
import { type Choice, ChoiceList } from './choice-list.tsx'
import { GatePage, type GatePageProps } from './gate-page.tsx'
import { roleWords } from './role-words.ts'
import classes from './session.module.css'
import { useCall } from './use-call.ts'

const icons: Record<Role, IconComponent> = {
  administrator: IconClipboardList,
  clinician: IconStethoscope,
  clinical_lead: IconReportMedical,
  manager: IconChartBar,
  system_administrator: IconUsersGroup,
  ig_lead: IconShieldLock,
}

const choices: readonly Choice<Role>[] = roles.map((role) => ({
  id: role,
  title: roleLabels[role],
  words: roleWords[role],
  icon: icons[role],
}))

/** Across the top of whatever is made up. */
export function MadeUpMark() {
  return (
    <div className={classes.mark} role="note">
      <IconFlask size={16} aria-hidden />
      <span>Made-up children – for trying out only</span>
    </div>
  )
}

export interface DemoPageProps extends Pick<GatePageProps, 'back' | 'below'> {
  /** Whether the store of made-up children is there already. */
  exists: boolean
  onMade: (state: SessionState) => void
  onSignedIn: (state: SessionState) => void
}

/** Makes the store of made-up children where there is none, then offers each role to sign in as. */
export function DemoPage({ exists, onMade, onSignedIn, back, below }: DemoPageProps) {
  const client = useClient()
  const [entering, setEntering] = useState<Role | null>(null)
  const make = useCall(() => client.session.createDemoStore())
  const enter = useCall((role: Role) => client.session.signInDemo({ role }))
  const started = useRef(false)

  async function makeStore(): Promise<void> {
    const state = await make.run(undefined)
    if (state) onMade(state)
  }
  const begin = useRef(makeStore)
  begin.current = makeStore
  useEffect(() => {
    if (exists || started.current) return
    started.current = true
    void begin.current()
  }, [exists])

  async function choose(role: Role): Promise<void> {
    setEntering(role)
    const state = await enter.run(role)
    if (state) onSignedIn(state)
    else setEntering(null)
  }

  if (!exists) {
    return (
      <GatePage
        title="Try with made-up children"
        mark={<MadeUpMark />}
        {...(make.refusal && back ? { back } : {})}
      >
        {make.refusal ? (
          <Problem refusal={make.refusal} onRetry={() => void makeStore()} />
        ) : (
          <div className={classes.making} role="status">
            <Loader aria-hidden />
            <div>
              <strong>Making up children and their referrals</strong>
              <p>
                Three services with years of history, shaped like the published national lists. This happens
                once and may take a minute.
              </p>
            </div>
          </div>
        )}
      </GatePage>
    )
  }
  return (
    <GatePage
      title="Who do you want to be?"
      description="Each role sees different screens. You can change at any time: lock, then choose another."
      wide
      mark={<MadeUpMark />}
      {...(back ? { back } : {})}
      below={below}
    >
      {enter.refusal && <Problem refusal={enter.refusal} />}
      <ChoiceList
        label="Roles"
        choices={choices}
        columns={2}
        busy={entering}
        onChoose={(role) => void choose(role)}
      />
    </GatePage>
  )
}
