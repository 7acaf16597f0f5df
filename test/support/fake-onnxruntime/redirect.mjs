/** A hook of Node's module loader. @type {import('node:module').ResolveHook} */
export const resolve = (specifier, context, next) =>
  specifier === 'onnxruntime-node'
    ? { url: new URL('./runtime.mjs', import.meta.url).href, format: 'module', shortCircuit: true }
    : next(specifier, context);
