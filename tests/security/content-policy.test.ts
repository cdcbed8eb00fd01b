import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import {
  contentSecurityPolicy,
  contentSecurityPolicyOfPage,
  responseHeaders,
} from '../../src/main/app/security/policies.ts'

const page = readFileSync(new URL('../../src/renderer/index.html', import.meta.url), 'utf8')

function directives(policy: string): Map<string, string> {
  return new Map(
    policy.split('; ').map((part) => {
      const [name = '', ...sources] = part.split(' ')
      return [name, sources.join(' ')]
    }),
  )
}

it('allows nothing that is not named', () => {
  expect(directives(contentSecurityPolicy).get('default-src')).toBe("'none'")
})

it('runs scripts from the app only: none in the page, none made from text', () => {
  expect(directives(contentSecurityPolicy).get('script-src')).toBe("'self'")
  expect(contentSecurityPolicy).not.toContain('unsafe-eval')
})

it.each([
  'connect-src',
  'worker-src',
  'object-src',
  'frame-src',
  'base-uri',
  'form-action',
  'frame-ancestors',
])('has no use for %s', (directive) =>
  expect(directives(contentSecurityPolicy).get(directive)).toBe("'none'"),
)

it('names no outside address', () => expect(contentSecurityPolicy).not.toMatch(/https?:|\*|blob:/))

it('allows inline code for styles only', () => {
  const inline = [...directives(contentSecurityPolicy)].filter(([, sources]) =>
    sources.includes('unsafe-inline'),
  )
  expect(inline.map(([directive]) => directive)).toEqual(['style-src'])
})

it('goes out with every answer, beside headers that stop guessing and referring', () => {
  expect(responseHeaders).toMatchObject({
    'Content-Security-Policy': contentSecurityPolicy,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
  })
})

it('is in the page too, word for word', () => {
  const inPage = /http-equiv="Content-Security-Policy"\s+content="([^"]+)"/.exec(page)?.[1]
  expect(inPage).toBe(contentSecurityPolicyOfPage)
  expect(contentSecurityPolicy).toBe(`${contentSecurityPolicyOfPage}; frame-ancestors 'none'`)
})

it('stands before any script of the page', () => {
  expect(page.indexOf('Content-Security-Policy')).toBeGreaterThan(0)
  expect(page.indexOf('Content-Security-Policy')).toBeLessThan(page.indexOf('<script'))
})
