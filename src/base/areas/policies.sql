-- Areas are public: a resident must be able to find theirs. Jobs write what a person has checked and released in an import.
grant select, insert, update on town to tsunagi_service;
create policy town_read on town for select to tsunagi_service using (true);
create policy town_add on town for insert to tsunagi_service with check (session_has('areas.manage') or session_has('job'));
create policy town_change on town for update to tsunagi_service using (session_has('areas.manage') or session_has('job'));

grant select, insert, update on area_system to tsunagi_service;
create policy area_system_read on area_system for select to tsunagi_service using (true);
create policy area_system_add on area_system for insert to tsunagi_service with check (session_has('areas.manage') or session_has('job'));
create policy area_system_change on area_system for update to tsunagi_service using (session_has('areas.manage'));

grant select, insert, update on area to tsunagi_service;
create policy area_read on area for select to tsunagi_service using (true);
create policy area_add on area for insert to tsunagi_service with check (session_has('areas.manage') or session_has('job'));
create policy area_change on area for update to tsunagi_service using (session_has('areas.manage'));

grant select, insert, delete on area_town to tsunagi_service;
create policy area_town_read on area_town for select to tsunagi_service using (true);
create policy area_town_add on area_town for insert to tsunagi_service with check (session_has('areas.manage') or session_has('job'));
create policy area_town_remove on area_town for delete to tsunagi_service using (session_has('areas.manage') or session_has('job'));
