import { Component, type ReactNode } from 'react'
import { Problem } from '../components/problem.tsx'
import { refusalOf } from './refusal-of.ts'

interface Props {
  /** Name of the screen or panel, for the message. */
  name: string
  /** When this changes (a new address), the error is forgotten. */
  resetKey?: string
  children: ReactNode
}

/** Keeps a fault in one screen from taking the others away. */
export class ErrorBoundary extends Component<Props, { error: unknown; failed: boolean }> {
  override state = { error: null as unknown, failed: false }

  static getDerivedStateFromError(error: unknown) {
    return { error, failed: true }
  }

  override componentDidUpdate(before: Props): void {
    if (this.state.failed && before.resetKey !== this.props.resetKey) this.reset()
  }

  reset = (): void => this.setState({ error: null, failed: false })

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children
    return (
      <Problem
        title={`“${this.props.name}” could not be shown`}
        refusal={refusalOf(this.state.error)}
        onRetry={this.reset}
      />
    )
  }
}
