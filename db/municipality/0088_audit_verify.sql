-- The last check of the chain is looked for by every first page of an auditor: not by reading a whole log backwards.
create index audit_event_verify on audit_event (seq desc) where action in ('audit.verify', 'audit.ask_verify');
