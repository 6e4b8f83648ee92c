// The types of the package for ECMAScript modules; they are those of CommonJS.

export * from './index.js'
export { default } from './index.js'
