// Made by `npm run api-types` from the OpenAPI document; not to be edited.

export interface paths {
    "/api/v1/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Upload a CSV, TSV or XLSX file of statuses, at most 100 MB; `dryRun=true` changes nothing */
        post: operations["postImports"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One import with its counts, progress and examples */
        get: operations["getImportsId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{id}/rows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Its rows with what became of each */
        get: operations["getImportsIdRows"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Import: {
            id: string;
            partner: {
                id: string;
                name: string;
            };
            /** @enum {string} */
            source: "upload" | "api" | "drop";
            name: string;
            sha256: string;
            /** @enum {string} */
            state: "staging" | "review" | "applying" | "paused" | "done" | "failed" | "cancelled";
            counts: {
                rows: number;
                new: number;
                unchanged: number;
                unmapped: number;
                ambiguous: number;
                unknownParcel: number;
                backward: number;
                bad: number;
                applied: number;
                inReview: number;
            };
            progress: {
                done: number;
                total: number;
                perSecond: number;
                secondsLeft: number | null;
            } | null;
            mappingVersion: number | null;
            format: {
                columns: {
                    tracking_number?: string;
                    status?: string;
                    occurred_at?: string;
                    place?: string;
                    reason?: string;
                    note?: string;
                    text?: string;
                    event_id?: string;
                    evidence?: string;
                };
                /** @enum {string|null} */
                dateOrder: "dmy" | "mdy" | null;
                zone: string;
            };
            failure: string | null;
            createdBy: string;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            finishedAt: string | null;
            examples?: components["schemas"]["ImportRow"][];
        };
        ImportRow: {
            line: number;
            /** @enum {string} */
            outcome: "new" | "unchanged" | "unmapped" | "ambiguous" | "unknown_parcel" | "backward" | "bad";
            /** @enum {string|null} */
            result: "applied" | "in_review" | null;
            reason: string | null;
            message: string | null;
            trackingNumber: string;
            shipmentId: string | null;
            said: {
                status: string;
                text: string;
                reason: string;
                place: string;
                /** Format: date-time */
                occurredAt: string | null;
            };
        };
        Problem: {
            type: string;
            title: string;
            status: number;
            detail: string;
            /** @enum {string} */
            code: "invalid_input" | "malformed" | "unauthenticated" | "forbidden" | "not_found" | "not_now" | "on_hold" | "stale_view" | "idempotency_conflict" | "bad_cursor" | "method_not_allowed" | "in_progress" | "quote_expired" | "precondition_failed" | "wrong_host" | "too_large" | "unsupported_type" | "too_many_requests" | "payment_declined" | "unavailable" | "internal";
            traceId: string;
            errors?: {
                pointer: string;
                code: string;
                message: string;
            }[];
            shipmentStatus?: string;
            seq?: number;
            allowedCommands?: string[];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    postImports: {
        parameters: {
            query?: {
                dryRun?: "true" | "false";
                partnerId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /** Format: binary */
                    file: string;
                    format?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Import"];
                };
            };
            /** @description What went wrong, with a stable code */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getImportsId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Import"];
                };
            };
            /** @description What went wrong, with a stable code */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getImportsIdRows: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                outcome?: "new" | "unchanged" | "unmapped" | "ambiguous" | "unknown_parcel" | "backward" | "bad" | "applied" | "in_review";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ImportRow"][];
                        nextCursor: string | null;
                        total?: number;
                    };
                };
            };
            /** @description What went wrong, with a stable code */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
