import { type AuditResult, auditResultSchema } from "../audit/result/audit-result.ts";

/** Marks that a terminal or an editor may obey although they stand in a string: JSON may write each as \uXXXX without loss. */
const unsafe = /[\u007F-\u009F\u00AD\u061C\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB]/gu;

/** A record as JSON, each field on a line; what could steer a terminal is written as an escape, so that every reader gets the very same value back. */
export const jsonOf = (value: unknown): string =>
  `${JSON.stringify(value, null, 2).replace(unsafe, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`)}\n`;

/** The record of an audit as JSON, its fields in the order of the schema whatever their order in memory. */
export const resultJson = (result: AuditResult): string => jsonOf(auditResultSchema.parse(result));
