import openapi from "../../openapi.json";

type Rule = Record<string, unknown>;
type Property = Rule & { anyOf?: Rule[] };

/** The properties of a model of the API, as openapi.json has them. */
export function propertiesOf(model: string): Readonly<Record<string, Property>> {
  const schemas: Record<string, { properties?: object }> = openapi.components.schemas;
  return { ...schemas[model]?.properties } as Record<string, Property>;
}

/** A rule of a property ("maximum"), or of its part that is not null. */
export function ruleOf(property: Property | undefined, rule: string): unknown {
  return property?.[rule] ?? property?.anyOf?.find((part) => rule in part)?.[rule];
}
