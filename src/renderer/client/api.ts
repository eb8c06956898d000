// The API of the main process: over messages in the desktop window, over HTTP in a browser.
import { createTRPCClient } from '@trpc/client';
import type { AppRouter } from '../../main/api/router.ts';
import { bridge } from './bridge.ts';
import { httpLinks } from './links/httpLinks.ts';
import { ipcLink } from './links/ipcLink.ts';

export const api = createTRPCClient<AppRouter>({ links: [bridge === null ? httpLinks(location) : ipcLink(bridge)] });

type Answer<Procedure extends { query: (...input: never[]) => Promise<unknown> }> = Awaited<ReturnType<Procedure['query']>>;
export type RunSummary = Answer<typeof api.runs.list>[number];
export type RunDetails = Answer<typeof api.runs.show>;
export type Evaluation = RunDetails['evaluations'][number];
export type Metric = Answer<typeof api.runs.metrics>[number];
export type Explanations = Answer<typeof api.runs.explanations>[number];
export type Finding = Answer<typeof api.system.doctor>[number];
export type Job = Answer<typeof api.jobs.list>[number];
export type ItemTile = Answer<typeof api.items.page>['items'][number];
export type ItemPage = Answer<typeof api.items.page>;
export type ItemDetails = Answer<typeof api.items.show>;
export type ItemFacets = Answer<typeof api.items.facets>;
export type HistoryEntry = ItemDetails['history'][number];
export type DatasetSummary = Answer<typeof api.datasets.list>[number];
export type DatasetDetails = Answer<typeof api.datasets.show>;
export type Readiness = Answer<typeof api.datasets.readiness>;
export type DatasetFinding = Answer<typeof api.datasets.findings>[number];
