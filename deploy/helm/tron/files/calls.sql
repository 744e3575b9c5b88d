SELECT
  (SELECT coalesce(sum((state->>'calls')::int), 0) FROM workers
    WHERE name <> 'call' AND heartbeat_at > now() - interval '8 seconds'
      AND NOT coalesce((state->>'draining')::boolean, false))
  + (SELECT count(*) FROM calls WHERE status = 'queued' AND reason = 'waiting:capacity')
