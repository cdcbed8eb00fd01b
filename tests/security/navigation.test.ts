import { describe, expect, it } from 'vitest'
import {
  isAppAddress,
  mayAttachWebview,
  mayNavigate,
  mayOpenOutside,
  mayOpenWindow,
  mayRequest,
} from '../../src/main/app/security/policies.ts'

describe('navigation', () => {
  it.each(['app://local/', 'app://local/index.html', 'app://local/index.html#/waiting-list?service=sal'])(
    'lets the page go to %s',
    (address) => expect(mayNavigate(address)).toBe(true),
  )

  it.each([
    'app://local.evil/index.html',
    'app://local@evil/index.html',
    'app://evil@local/index.html',
    'app://evil:secret@local/index.html',
    'app://local:8080/index.html',
    'app://LOCAL/index.html',
    'app://local%2eevil/index.html',
    'app://local\\@evil/index.html',
    'app:local/index.html',
    'app:///index.html',
    'apps://local/index.html',
    'http://local/index.html',
    'https://app://local/index.html',
    'file:///etc/passwd',
    'data:text/html,<script>1</script>',
    'javascript:alert(1)',
    'blob:app://local/8c4b8a52-4be4-4d2a-9a2c-3a3f8c8f7a11',
    'view-source:app://local/index.html',
    'about:blank',
    'not an address',
    '',
  ])('refuses %s', (address) => expect(mayNavigate(address)).toBe(false))

  it('refuses to show any other file of the app as a page', () => {
    expect(isAppAddress('app://local/assets/picture.svg')).toBe(true)
    expect(mayNavigate('app://local/assets/picture.svg')).toBe(false)
  })
})

describe('new windows and embedded pages', () => {
  it.each(['app://local/index.html', 'https://www.england.nhs.uk/', 'about:blank', 'javascript:1'])(
    'never lets a page open %s in a window',
    (address) => expect(mayOpenWindow(address)).toBe(false),
  )

  it('never lets a page embed a webview', () => expect(mayAttachWebview()).toBe(false))
})

describe('links to the outside', () => {
  it('hands the official guidance to the browser', () => {
    expect(mayOpenOutside('https://www.england.nhs.uk/statistics/')).toBe(true)
    expect(mayOpenOutside('https://www.datadictionary.nhs.uk/data_elements/nhs_number.html')).toBe(true)
  })

  it.each([
    'http://www.england.nhs.uk/',
    'https://www.england.nhs.uk.evil.example/',
    'https://www.england.nhs.uk@evil.example/',
    'https://name@www.england.nhs.uk/',
    'https://www.england.nhs.uk:444/',
    'https://www.england.nhs.uk/?nhs=9990000018',
    'https://evil.example/www.england.nhs.uk',
    'file:///C:/Windows/System32/calc.exe',
    'smb://server/share',
    'ms-msdt:/id',
    'mailto:someone@example.org',
  ])('keeps %s inside', (address) => expect(mayOpenOutside(address)).toBe(false))
})

describe('requests', () => {
  it('lets the page load its own files and inline pictures', () => {
    expect(mayRequest('app://local/assets/index.js', false)).toBe(true)
    expect(mayRequest('data:image/png;base64,AAAA', false)).toBe(true)
  })

  it.each([
    'http://127.0.0.1/',
    'http://localhost:5173/',
    'https://www.england.nhs.uk/',
    'ws://127.0.0.1:9222/',
    'file:///etc/passwd',
    'ftp://example.org/',
    'chrome://gpu/',
    'chrome-extension://abc/page.html',
    'app://evil/index.js',
  ])('blocks %s', (address) => {
    expect(mayRequest(address, false)).toBe(false)
    expect(mayRequest(address, true)).toBe(false)
  })

  it('lets the inspector load only while developing', () => {
    expect(mayRequest('devtools://devtools/bundled/inspector.html', true)).toBe(true)
    expect(mayRequest('devtools://devtools/bundled/inspector.html', false)).toBe(false)
  })
})
