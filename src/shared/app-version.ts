/** The version of this app. A test holds it to the one it is packaged as. */
export const appVersion = '0.1.0'
