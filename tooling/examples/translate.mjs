/**
 * An example's code as the body of a function: imports become dynamic ones, and every promise becomes an assertion.
 * A promise is a line that ends in `// → value`, or `// → value (remark)`: it holds of the line's expression, of the
 * constant that the line declares, or of what it logs.
 *
 * @param {string} code
 * @param {string} file where the example stands, for messages
 * @param {number} line its first line there
 * @returns {string}
 */
export function translate(code, file, line) {
  const lines = code.split('\n').map((text, i) => {
    const [, statement, promise] = /^(.*?)\s*\/\/ → (.+?)(?: \(.*\))?$/.exec(text) ?? [];
    return statement === undefined ? text : assertion(statement, promise ?? '', `${file}:${line + i}`);
  });
  const asserted = lines.join('\n');
  /** @type {Map<string, string>} */
  const generic = new Map();
  const body = asserted.replace(/^import (.*?) from ('.*?');?$/gms, (_, clause, specifier) =>
    importInside(clause, specifier, (local, type) => {
      if (!new RegExp(`\\b${local}<`).test(asserted)) return false;
      generic.set(local, type);
      return true;
    }),
  );
  return body.replace(/(?<![.\w])(\w+)(?=<)/g, (name) => generic.get(name) ?? name);
}

/** @type {(statement: string, promise: string, place: string) => string} */
function assertion(statement, promise, place) {
  const source = statement.trim().replace(/;$/, '');
  const [, constant] = /^(?:const|let) (\w+)\b/.exec(source) ?? [];
  const [, logged] = /^console\.log\((.*)\)$/.exec(source) ?? [];
  if (source === '' || /^[)}\]]/.test(source))
    throw new Error(`${place}: no expression on the line of "// →"`);
  const args = `${JSON.stringify(promise)}, ${JSON.stringify(place)}`;
  if (constant !== undefined) return `${source}; agree(${constant}, ${args});`;
  return `agree(${logged ?? source}, ${args});`;
}

/**
 * `import { a, b as c, type T } from 'm'`, as statements that may stand inside a function. A type that is given arguments, `T<…>`, cannot have another name
 * there without repeating its parameters: `isGeneric` is told what it stands for, and takes it or not.
 *
 * @param {string} clause
 * @param {string} specifier
 * @param {(local: string, type: string) => boolean} isGeneric
 */
function importInside(clause, specifier, isGeneric) {
  const [, namespace] = /^\* as (\w+)$/.exec(clause) ?? [];
  if (namespace !== undefined) return `const ${namespace} = await import(${specifier});`;
  const [, typeOnly, names, standard] = /^(type )?(?:\{(.*)\}|(\w+))$/s.exec(clause) ?? [];
  if (standard !== undefined) return `const { default: ${standard} } = await import(${specifier});`;
  const bindings = (names ?? '').split(',').flatMap((name) => {
    const [, type, exported, local] = /^\s*(type )?(\w+)(?: as (\w+))?\s*$/.exec(name) ?? [];
    return exported === undefined ? [] : [{ type: type ?? typeOnly, exported, local: local ?? exported }];
  });
  const values = bindings.filter(({ type }) => !type).map(({ exported, local }) => `${exported}: ${local}`);
  const types = bindings.flatMap(({ type, exported, local }) => {
    const imported = `import(${specifier}).${exported}`;
    return !type || isGeneric(local, imported) ? [] : [`type ${local} = ${imported};`];
  });
  return [`const { ${values.join(', ')} } = await import(${specifier});`, ...types].join(' ');
}
