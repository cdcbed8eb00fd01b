import {
  IconArchive,
  IconInfoCircle,
  IconKey,
  IconListSearch,
  IconPalette,
  IconReportAnalytics,
  IconShieldCheck,
  IconTarget,
  IconUsers,
} from '@tabler/icons-react'
import type { ComponentType } from 'react'
import type { Role } from '../../../shared/codes/roles.ts'
import { type Access, access, mayCall } from '../../../shared/contract/access.ts'
import type { IconComponent } from '../../components/tone-badge.tsx'
import { AboutSection } from './about-section.tsx'
import { AppearanceSection } from './appearance-section.tsx'
import { AuditSection } from './audit-section.tsx'
import { BackupsSection } from './backups-section.tsx'
import { OwnPasswordSection } from './own-password-section.tsx'
import { PeopleSection } from './people-section.tsx'
import { ReturnsSection } from './returns-section.tsx'
import { ServicesSection } from './services-section.tsx'
import { StoreCheckSection } from './store-check-section.tsx'

export interface Section {
  id: string
  label: string
  icon: IconComponent
  /** The call without which the section would be empty. */
  needs: Access
  component: ComponentType
}

const all: readonly Section[] = [
  {
    id: 'services',
    label: 'Services',
    icon: IconTarget,
    needs: access.services.update,
    component: ServicesSection,
  },
  {
    id: 'returns',
    label: 'Returns',
    icon: IconReportAnalytics,
    needs: access.signedReturns.saveSettings,
    component: ReturnsSection,
  },
  { id: 'people', label: 'People', icon: IconUsers, needs: access.accounts.list, component: PeopleSection },
  {
    id: 'backups',
    label: 'Backups',
    icon: IconArchive,
    needs: access.backups.state,
    component: BackupsSection,
  },
  {
    id: 'audit',
    label: 'Audit trail',
    icon: IconListSearch,
    needs: access.audit.page,
    component: AuditSection,
  },
  {
    id: 'check',
    label: 'Check of the data',
    icon: IconShieldCheck,
    needs: access.store.verify,
    component: StoreCheckSection,
  },
  {
    id: 'password',
    label: 'Your password',
    icon: IconKey,
    needs: access.accounts.changeOwnPassword,
    component: OwnPasswordSection,
  },
  {
    id: 'appearance',
    label: 'Appearance',
    icon: IconPalette,
    needs: 'signed_in',
    component: AppearanceSection,
  },
  { id: 'about', label: 'About', icon: IconInfoCircle, needs: 'signed_in', component: AboutSection },
]

/** The sections these roles open, in the order they stand. */
export function sectionsFor(roles: readonly Role[]): Section[] {
  return all.filter(({ needs }) => mayCall(needs, roles))
}
