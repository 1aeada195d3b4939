-- Asked by other programs: what has changed since, and services by words of their own name.
create index facility_updated on facility (updated_at);
alter table service add column folded text not null generated always as (search_fold(name || ' ' || coalesce(description, ''))) stored;
create index service_bigrams on service using gin (search_bigrams(folded)) with (gin_pending_list_limit = 64);
