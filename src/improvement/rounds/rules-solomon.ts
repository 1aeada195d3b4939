import type { Routing } from './rules-routing.ts';

/** One of Solomon's instances (1987): a depot, customers with windows, and vehicles with room. */
export interface Solomon {
  name: string;
  vehicles: number;
  capacity: number;
  /** [0] is the depot */
  customers: { x: number; y: number; demand: number; ready: number; due: number; service: number }[];
}

/**
 * Reads the text format in which these instances are published: a name, "VEHICLE" with number and capacity, "CUSTOMER" with
 * seven figures a line (number, x, y, demand, ready time, due date, service time). Throws a sentence where it is another.
 */
export function readSolomon(text: string): Solomon {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const figures = lines.map((line) => line.split(/\s+/).map(Number));
  const isRow = (row: readonly number[], length: number) =>
    row.length === length && row.every((one) => Number.isFinite(one));
  const fleet = figures.find((row, at) => lines[at] !== '' && isRow(row, 2));
  const customers = figures.filter((row) => isRow(row, 7));
  if (!fleet) throw new Error('No line with the number of vehicles and their capacity.');
  if (customers.length < 2) throw new Error('No lines with the seven figures of a customer.');
  return {
    name: lines.find((line) => line !== '') ?? '',
    vehicles: fleet[0]!,
    capacity: fleet[1]!,
    customers: customers.map(([, x, y, demand, ready, due, service]) => ({
      x: x!,
      y: y!,
      demand: demand!,
      ready: ready!,
      due: due!,
      service: service!,
    })),
  };
}

/** How distances are counted: exact methods publish their optima with one decimal, cut off. */
export const cutToTenths = (length: number): number => Math.floor(length * 10 + 1e-9) / 10;

/** The instance as routes: shortest way, with at most the vehicles it has. */
export function routingOf(instance: Solomon, count: (length: number) => number = cutToTenths): Routing {
  const { customers } = instance;
  const places = customers.length;
  const km = new Float64Array(places * places);
  for (let from = 0; from < places; from++) {
    for (let to = 0; to < places; to++) {
      const [a, b] = [customers[from]!, customers[to]!];
      km[from * places + to] = count(Math.hypot(a.x - b.x, a.y - b.y));
    }
  }
  const depot = customers[0]!;
  const allowed = Int32Array.from({ length: instance.vehicles }, (_, route) => route);
  const price = new Float64Array(instance.vehicles);
  return {
    places,
    km,
    visits: customers.slice(1).map((customer, at) => ({
      place: at + 1,
      service: customer.service,
      demand: customer.demand,
      unserved: 1e6,
      when: customer.due,
      windows: [Float64Array.of(customer.ready, customer.due)],
      allowed,
      price,
    })),
    routes: Array.from({ length: instance.vehicles }, () => ({
      depot: 0,
      from: depot.ready,
      to: depot.due,
      pace: 1,
      kind: 0,
      group: 0,
      room: instance.capacity,
    })),
    alike: true,
    grid: 0,
    groups: [1],
    fairness: 0,
    day_as_km: 0,
  };
}
