import { Hono } from 'hono';
import type { Env } from '../../platform/web/context.ts';
import type { NavEntry } from '../../platform/web/navigation.ts';

export const routes = new Hono<Env>();
export const navigation: NavEntry[] = [];
