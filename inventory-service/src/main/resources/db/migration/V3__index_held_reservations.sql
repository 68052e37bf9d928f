-- Serves the search for reservations that are held for too long; few are held.
create index reservations_held on reservations (created_at) where status = 'HELD';
