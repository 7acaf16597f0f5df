/** The part of an OpenAPI document that the page tells of. */
export interface ApiDocument {
  readonly info: { readonly description?: string };
  readonly paths?: Readonly<Record<string, object>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, object>> };
}

interface Content {
  readonly [mediaType: string]: { readonly schema?: object };
}

interface Operation {
  readonly summary?: string;
  readonly description?: string;
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly description?: string }[];
  readonly requestBody?: { readonly content?: Content };
  readonly responses?: Readonly<Record<string, { readonly description?: string; readonly content?: Content }>>;
}

/** A route as the page shows it. */
export interface RouteOutline {
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  readonly description: string;
  readonly parameters: readonly { readonly name: string; readonly place: string; readonly description: string }[];
  /** JSON schemas by what they are of; null where there is none. */
  readonly body: string | null;
  readonly answers: readonly {
    readonly status: string;
    readonly description: string;
    readonly schema: string | null;
  }[];
  /** Statuses that are answered in the shape of failures. */
  readonly failures: readonly string[];
}

/** Routes by the first word of their path, in the order of the document. */
export function outlineOf({ paths = {} }: ApiDocument): ReadonlyMap<string, readonly RouteOutline[]> {
  const groups = new Map<string, RouteOutline[]>();
  for (const [path, methods] of Object.entries(paths))
    for (const [method, operation] of Object.entries(methods)) {
      const group = path.split('/')[1] ?? '';
      groups.set(group, [...(groups.get(group) ?? []), routeOf(method, path, operation as Operation)]);
    }
  return groups;
}

function routeOf(method: string, path: string, operation: Operation): RouteOutline {
  const { summary = '', description = '', parameters = [], requestBody, responses = {} } = operation;
  const all = Object.entries(responses);
  return {
    method: method.toUpperCase(),
    path,
    summary,
    description,
    parameters: parameters.map(({ name, in: place, description: text = '' }) => ({ name, place, description: text })),
    body: schemaIn(requestBody?.content),
    answers: all
      .filter(([status]) => status < '400')
      .map(([status, { description: text = '', content }]) => ({
        status,
        description: text,
        schema: schemaIn(content),
      })),
    failures: all.map(([status]) => status).filter((status) => status >= '400'),
  };
}

/** What is JSON as its schema, anything else as its kind. */
function schemaIn(content: Content | undefined): string | null {
  const [kind, { schema = {} } = {}] = Object.entries(content ?? {})[0] ?? [];
  if (kind === undefined) return null;
  return kind === 'application/json' ? JSON.stringify(schema, null, 2) : kind;
}
