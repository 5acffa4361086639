-- What a person does about a rule. Made by scripts/docs.ts from docs/rules: edit the pages.
create or replace function ops._rule_advice()
returns jsonb
language sql
immutable parallel safe
set search_path = pg_catalog, pg_temp
as $function$
select $advice$
{
"active_org_preference": [
  "select * from ops.repair_integrity(rule => 'active_org_preference');",
  "removes the choice, through the journal; the person chooses again. Undo brings it back."
],
"api_key_at_limit": [
  "select * from ops.api_key_use, then select * from ops.set_api_rate_limit('<key>', <n>, 'why'), or find the loop in the client."
],
"api_key_last_used": [
  "Ask who made the calls: the hour, address and endpoint are in detail and in public.api_request_logs. Calls that nobody knows:",
  "look for a key that leaked, select * from ops.api_key_load(), and revoke it with ops.revoke_api_key. Known calls need nothing: the",
  "next one writes the last use."
],
"api_key_limit": [
  "Give it one again; the fix names the key and a limit of 60 calls a minute. Where it was lifted on purpose, say so in the notes of the",
  "rule: select * from ops.set_rule('api_key_limit', notes => 'who needs it, until when')."
],
"api_server_errors": [
  "Read the function's own log in the dashboard for the hour named. Threshold: hours (24) in ops.rule_setting.thresholds."
],
"audit_actor_identity": [
  "Find the person by user_id, not by the address written in the row. The row stays as it is: it says what the application knew then."
],
"audit_actor_rights": [
  "Ask the person named. If nobody remembers it, treat the account as taken over: end its sessions, reset its password, and look at",
  "what else it did: select * from ops.audit_activity(interval '24 hours')."
],
"audit_entity_type": [
  "Nothing has to be changed. Do not reverse the row from the screen: it would look for the thing in the wrong table."
],
"audit_future_rows": [
  "Compare with the rows around it to find when it was written. One row: a client with a wrong clock. Many: somebody sets created_at",
  "in a script, which should leave it to the column's default."
],
"audit_live_state": [
  "Ask who changed it. If the change is right, save the thing once more in the application, which logs it."
],
"audit_missing_create": [
  "Nothing: no row is invented. Many at once mean that the log fails, see audit_silent_days."
],
"audit_order_fulfilment": [
  "Ask whether the goods left. If they did, fulfil the order in the application; if they did not, reverse the fulfilment there."
],
"audit_repeated_action": [
  "Usually a double click: the second row is reported. Where the data differ, one of the two belongs to another thing."
],
"audit_reversal_action": [
  "Find the row that took it back: same thing, later, with notes that begin \"Reversed creation.\", \"Restored deleted record.\" or \"Reverted update.\"."
],
"audit_reversal_chain": [
  "The data of after are in expected (first action) and observed (second reversal). Look at the thing itself, and correct that."
],
"audit_reversal_cycle": [
  "Write down the rows, find out from the things themselves what is so, and set reversal_audit_id by hand."
],
"audit_reversal_partner": [
  "A reversal that is missing can be brought back from a backup with ops.restore_rows. Otherwise find the true one by thing and time."
],
"audit_reversal_shared": [
  "Keep the mark on the row whose data mirror those of the reversal; the others stand, or have a reversal of their own."
],
"audit_row_shape": [
  "Do not reverse it from the screen. If what it did must be taken back, do that by hand in the application; the row stays."
],
"audit_seals_behind": [
  "Remove the reason, then select ops.seal() until it seals nothing more."
],
"audit_seals_broken": [
  "1. select * from ops.verify_seals(head => '…'), with the newest head that was kept elsewhere: see seals.",
  "2. Compare with a backup; ops.restore_rows brings back what was removed: an identical row is as it was sealed.",
  "3. Lawful after all, or past mending: select ops.accept_seal_breaks('why', 'public.audit_logs', '{key}'). That stays in the chain for ever."
],
"audit_silent_days": [
  "Look for what refused the log that day: log_audit_action needs a user's token, and a label that the enum does not know fails.",
  "Things dated in the future make no day silent."
],
"audit_update_chain": [
  "Ask whoever made the change after the gap what they found. Nothing is missing from the thing itself unless audit_live_state speaks too."
],
"auth_log_bursts": [
  "Ask the person named. If it was not them, reset the password and end the sessions in Authentication → Users of the dashboard, and",
  "block the address at the front. If it was a client in a loop, stop the client."
],
"blocked_sessions": [
  "End or cancel the root, not those that wait: select * from ops.blocking_tree()."
],
"catalog_is_active": [
  "select * from ops.repair_integrity(rule => 'catalog_is_active');",
  "While the trigger is off it changes nothing lasting: switch it on first."
],
"catalog_last_inbound_date": [
  "select * from ops.repair_integrity(rule => 'catalog_last_inbound_date');",
  "An article of which no lot and no delivery is left gets none."
],
"connection_slots": [
  "detail counts by role and application. ops.terminate_idle_sessions() plans which idle ones could go; the pooler's own limits are not visible from SQL."
],
"copied_labels": [
  "Whether a copy should follow is for a person to say: an order may have to show what was sold under that name.",
  "select * from ops.repair_integrity(rule => 'copied_labels', choice => 'mirror');"
],
"count_roll_duplicates": [
  "Compare the photographs of the session in the review, and set or clear both columns there. A roll that repeats itself has no other."
],
"count_session_counters": [
  "select * from ops.repair_integrity(rule => 'count_session_counters');",
  "writes the session's own row. count_rolls is not touched, because its trigger would also renew last_activity_at, which keeps a",
  "session awake."
],
"count_session_stamps": [
  "Enter the day by hand, if somebody knows it. Nothing in the database says when it was."
],
"cron_history": [
  "The job in fix removes what is older than two weeks."
],
"cron_job_failed": [
  "The message, then ops.run_job(name)."
],
"cron_job_never_ran": [
  "ops.run_job(name) shows whether it works at all."
],
"cron_job_overdue": [
  "cron_launcher, cron_job_target, and cron.max_running_jobs; ops.run_job(name)."
],
"cron_job_stuck": [
  "Where the session is gone, ops.run_job(name); else look at what it waits for."
],
"cron_job_target": [
  "Remove or correct that job; on 1.4 then wait for the launcher to come up."
],
"cron_launcher": [
  "cron_job_target first. The launcher comes back with the server: capture, then restart."
],
"cron_own_jobs": [
  "The statement in fix; put the schedule in place again where one is missing or edited."
],
"dead_tuples": [
  "select * from ops.repair_bloat(). Where a snapshot holds the rows a vacuum removes nothing, and the plan refuses it and names the",
  "holder: end that session, or commit or roll back the prepared transaction, first. VACUUM makes the space usable again inside the file;",
  "it does not make the file smaller. That is table_bloat."
],
"deleted_profile_active": [
  "select * from ops.repair_integrity(rule => 'deleted_profile_active', choice => 'deactivate');",
  "The next reconciliation will do it again until it looks at deleted_at."
],
"duplicate_deal_reservations": [
  "Choose cancel: the later one's lines leave through the journal, their metres return, and it is canceled as an incorrect entry."
],
"duplicate_indexes": [
  "The statement in fix. detail keeps the definition."
],
"duplicate_lot_number": [
  "Give one of them another number, on the lot and on its labels, then look at lot_meters and",
  "lot_qr_code. Lots that are out of stock may keep theirs."
],
"expired_api_key": [
  "Revoke it with the fix, or give it a later end in the application if its owner still needs it."
],
"expired_reservations": [
  "Lines are removed first, one by one: a status set to canceled would let the application's trigger delete them, and nobody could",
  "bring them back."
],
"failed_http_responses": [
  "Read the log of the function that was due then: select function, state, note from ops.app_schedules(). Then start what failed once",
  "more: select * from ops.invoke_function('<function>', reason => 'why')."
],
"failed_invocations": [
  "select * from ops.invoke_result(7);"
],
"failed_sessions": [
  "select * from ops.take_baseline('connections', 'why') now, select * from ops.verify_connections() a minute later."
],
"failing_webhook_subscriptions": [
  "Ask the subscriber, or switch the subscription off. Threshold: times (3)."
],
"falling_ocr_confidence": [
  "Look at three photos of the session. Dark or blurred: clean the lens, and scan those rolls again. Sharp: the model or its prompt was",
  "changed; compare a label read before with the same one read now."
],
"field_edit_state": [
  "Make the edit in the application, or reject it. Mind that the page's edit of a quality rewrites every lot of that quality."
],
"forecast_run_progress": [
  "Run the forecast again, and let the recommendations of that run be."
],
"foreign_key_without_index": [
  "The statement in fix, outside a transaction."
],
"fulfilled_without_ledger": [
  "select * from ops.repair_integrity(rule => 'fulfilled_without_ledger', choice => 'back_fill');",
  "It is planned only where exactly one fulfilled order names the roll. A roll of none (marked by hand, or its order is deleted) or",
  "of several stays with a person. Undo takes the row out again."
],
"half_converted_reservations": [
  "Choose complete_order: the missing lots join the order with the rolls that the lines name. Where a line names no rolls of its",
  "lot, or waits for a delivery, nothing is proposed for that reservation: choose the rolls in the application."
],
"idle_in_transaction": [
  "ops.terminate_idle_transactions() plans which would end. Its transaction is rolled back."
],
"idle_sessions": [
  "ops.terminate_idle_sessions() plans which would end; sessions of poolers, PostgREST, auth, realtime and storage only if named in services."
],
"inactive_creator": [
  "Ask for whom the stock is held; release or cancel the reservation in the application, or let somebody else make it again. Then",
  "close the door: inactive_user_role and inactive_user_session."
],
"inactive_user_role": [
  "select * from ops.repair_auth(rule => 'inactive_user_role', choice => 'remove'), after a look at whether the person is back."
],
"inactive_user_session": [
  "The sign-in service owns its rows. Dashboard → Authentication → Users → the person → sign out, or ban. Then the roles:",
  "inactive_user_role."
],
"inbox_stamps": [
  "Look whether what the message asked for was done, then correct the column that is wrong. Messages that wait too long are",
  "stuck_integration_messages."
],
"incoming_over_received": [
  "Compare the receipts with the delivery note. If more really came, raise expected_meters; the status then needs",
  "incoming_received_meters."
],
"incoming_overdue": [
  "Ask the supplier and enter the new day. reserved_meters in the detail says how much of it customers are waiting for. \"Today\" is a",
  "day in the configured time_zone."
],
"incoming_received_meters": [
  "select * from ops.repair_integrity(rule => 'incoming_received_meters');",
  "Metres and status are written by one update that names received_meters even where only the status is wrong, because the",
  "application derives the status only then. For the same reason an undo brings the metres back, but not a status that contradicts",
  "them; it then says so. Receipts whose delivery was deleted belong to no sum: see receipt_links."
],
"incoming_reserved_meters": [
  "select * from ops.repair_reservations(rule => 'incoming_reserved_meters');"
],
"index_bloat": [
  "select * from ops.repair_bloat(). REINDEX CONCURRENTLY stops neither reads nor writes; it needs the disk for the new index beside the",
  "old one, and waits for every older transaction on the table. If it is interrupted it leaves an invalid index named …_ccnew, which",
  "every write still maintains: the next plan drops it. Other kinds of index (GIN, GiST, hash, BRIN) are listed by ops.bloat() without",
  "a number."
],
"inquiry_conversion": [
  "Ask sales which order it was, and enter what is missing. Nothing in the application writes these columns, so whoever did knows."
],
"inquiry_expired": [
  "select * from ops.repair_integrity(rule => 'inquiry_expired');",
  "sets expired. To keep one alive, enter a later day first. Drafts, converted and cancelled inquiries are not looked at."
],
"invalid_indexes": [
  "reindex index concurrently; what REINDEX itself left (_ccnew, _ccold) is dropped."
],
"invitation_stamps": [
  "select * from ops.repair('auth', rule => 'invitation_stamps');",
  "closes pending invitations that have a time: the sign-up writes both together. An accepted one without a time, and one that has a time in",
  "any other state, are left to a person."
],
"ledger_rows": [
  "The ledger is a record and is not rewritten. Enter a counter-booking of type MANUAL_CORRECTION, or note the row for the report."
],
"locked_out_login": [
  "select * from ops.clear_login_lockout('<e-mail>', 'why') plans, with dry_run => false it removes those failures and no others.",
  "select * from ops.login_window shows everybody who tried."
],
"login_after_failures": [
  "Ask the person. If it was somebody else: end the sessions (Dashboard → Authentication → Users), have the password changed, read",
  "what was done under that name in audit_logs."
],
"login_spraying": [
  "Block the address where the traffic comes in. Look at login_after_failures: did one fit?"
],
"login_stuffing": [
  "Tell the person, have the password changed, then clear the lockout. Clearing first only lets the machines try again."
],
"long_transactions": [
  "ops.terminate_long_statements() plans to cancel; a cancel comes first, ending the session only with force => true and after a cancel of that very statement."
],
"lot_catalog_item": [
  "select * from ops.repair_integrity(rule => 'lot_catalog_item');",
  "A lot received from deliveries of different articles is left to a person. Afterwards look at",
  "catalog_last_inbound_date, which the update does not move."
],
"lot_meters": [
  "Look at roll_status first: a roll that was never marked as gone is counted here. Then",
  "select * from ops.repair_integrity(rule => 'lot_meters');",
  "writes the columns that differ, and only those. A lot of an order or receipt written within the last minute (threshold",
  "settle_seconds) is reported without a repair: the application subtracts from what it read before, and would subtract twice. Nor has one whose rolls",
  "add up to what the column cannot hold."
],
"lot_qr_code": [
  "select * from ops.repair_integrity(rule => 'lot_qr_code');",
  "keeps the origin and takes the present number. Labels already printed must be printed again."
],
"lot_reserved_meters": [
  "select * from ops.repair_reservations(rule => 'lot_reserved_meters');   -- a plan; changes nothing",
  "select * from ops.apply(12, 'stock wrong since the import');            -- the plan's number, and why"
],
"lot_roll_positions": [
  "select * from ops.repair_integrity(rule => 'lot_roll_positions');",
  "numbers the rolls 1 to n in the order they have, the older of two namesakes first. Only rolls whose number changes are written, and",
  "those of one lot together or not at all. Print their labels again."
],
"lot_status": [
  "select * from ops.repair_integrity(rule => 'lot_status');",
  "sets in_stock or out_of_stock and nothing else. meters and roll_count of an exhausted lot stay as they are: zero cannot be",
  "stored, and a lot is never deleted, for that would take its order lines along. partially_fulfilled, which the application never",
  "writes, counts as in stock. Lots without roll rows are not looked at."
],
"mail_failure_burst": [
  "Mend the cause that the table names for the class first; a retry before that fails as well. Then select * from ops.repair_email()",
  "shows what can go out again."
],
"mail_schedule_behind": [
  "Read the function's log for the minute after the last mail. What comes after the mails is done by the next run, unless that one ends",
  "there too."
],
"mail_unknown_status": [
  "Find out who writes it. select * from ops.retry_email('<id>', 'why') gives one back to the worker."
],
"manual_count_sessions": [
  "Ask who counted: light, lens, or a label that changed. detail.failed says how many the OCR could not read. Threshold: percent (50)."
],
"missing_roll_photos": [
  "Photograph the roll again if its label still matters, else enter what it says by hand. Many at once: look at the bucket and its",
  "policies, select * from ops.check_rule('photo_bucket')."
],
"mo_overdue": [
  "Ask the supplier and enter the new day. \"Today\" is a day in the configured time_zone."
],
"mo_shipment": [
  "Look whether the goods are on their way. Ship the order again, or delete the delivery that is one too many, after moving its",
  "reservations. A delivery of other metres may be right: then correct the order."
],
"mo_state": [
  "Correct the order in its dialog."
],
"mo_status_history": [
  "select * from ops.repair_integrity(rule => 'mo_status_history');",
  "appends one row: from the last known status to the present one, by who wrote the order last (updated_by, else created_by), dated",
  "to the order's last write. Steps in between are lost. Undo takes the row out."
],
"name_lists": [
  "Enter the name on both sides, or take it from both. Neither is computed from the other, so nothing is repaired."
],
"negative_reserved_meters": [
  "Follow its fix column: a plan for the counter of that row."
],
"open_functions": [
  "Set the secret (supabase secrets set CRON_SECRET=…), then probe again: the rule is silent once a wrong secret is refused."
],
"order_lot_lists": [
  "select * from ops.repair_integrity(rule => 'order_lot_lists');",
  "writes the column that differs. Lines of fulfilled orders are reported and left alone: what has been shipped and invoiced is history. So are those",
  "of a roll whose metres are NaN or infinite: it is measured first."
],
"order_lot_roll_references": [
  "choice => 'drop' takes those tokens out of both lists, rolls and metres; the metres only where both lists are of one length. A line",
  "of which nothing would be left is for a person. roll_count is not touched: its own rule follows."
],
"order_overdue": [
  "Ship it, or ask what blocks it: blocker in the detail is fulfillment_blocker_status. Cancelling frees no roll: see",
  "roll_status."
],
"order_queue_state": [
  "Reject the entry in the application."
],
"order_stamps": [
  "Ask who fulfilled the order, and correct the stamp. The audit log's FULFILL row names the user where it was written."
],
"order_status": [
  "select * from ops.repair_integrity(rule => 'order_status', choice => 'follow_fulfilment');",
  "Nothing is proposed where a state says delivered and nobody fulfilled: fulfil the order in the application, or set its state back."
],
"order_without_lots": [
  "Read what was ordered from the CRM deal (detail), the reservation or the customer, enter it again, or cancel the order. If a lot",
  "was deleted, bring it back from a backup first."
],
"org_sync_state": [
  "Have the CRM send that person's grants once more; the synchronisation writes number and grants in one transaction. If the number is",
  "ahead, set it to that of the grants first, else the message is ignored."
],
"orphan_reservation_lines": [
  "Bring the missing row back from a backup, or remove the line: its metres then return to the lot by the application's trigger."
],
"orphan_rows": [
  "The best repair is to bring the missing row back: ops.restore_rows from a schema restored from a backup. Otherwise choose:",
  "Not planned, and left to a person: rows of tables without a single-column key, anything that would take a row of audit_logs, and",
  "circles. Of two orphans that share what hangs on them one goes at a time; call again.",
  "ops.undo brings all of it back, parents first. While the key is there and the missing row is not, the database refuses that with",
  "23503, and the outcome says so: bring the parent back first, or, where your role may, set session_replication_role = replica",
  "for the undo."
],
"overdue_effects": [
  "select * from ops.app_schedules() shows all of them with the job that should keep each."
],
"overdue_reports": [
  "select * from ops.app_schedules() says who should call send-scheduled-report; a window of five minutes that was missed is not",
  "made up for, so each report that is late has to be asked for."
],
"overdue_webhook_deliveries": [
  "select * from ops.webhook_state;",
  "select * from ops.invoke_function('process-webhook-retries', reason => 'why');",
  "Threshold: minutes (30)."
],
"oversold_incoming": [
  "In the application reserve the same metres of the lots that came of the delivery, then cancel the line on the delivery. A line",
  "cannot be moved: it changes scope, rolls and label."
],
"oversold_lots": [
  "select * from ops.explain_lot('<number>') lists who holds what. Somebody has to choose who waits: cancel or move that reservation",
  "in the application. Nothing is taken from anybody by a program."
],
"oversold_rolls": [
  "Free a roll of an order that will not be shipped, or cancel the reservation that came last."
],
"photo_bucket": [
  "Create the bucket, or make it private, in Storage of the dashboard, with the application's policies for upload and for reading. Then",
  "take one photo in the application."
],
"prepared_transactions": [
  "Ask who prepared it. rollback prepared or commit prepared by its owner."
],
"profile_email": [
  "Ask the person which address is theirs. If it is that of the login:",
  "select ops.set_setting('act_as_user_id', '<user_id of an administrator>');",
  "select * from ops.repair_integrity(rule => 'profile_email', choice => 'follow_login');",
  "The application lets only an administrator change the address of a profile: the repair writes in that one's name, keeps it in",
  "ops.change.acted_as, and refuses without one. If the profile is right, the person changes their login."
],
"profile_roles": [
  "select * from ops.repair_integrity(rule => 'profile_roles', choice => 'follow_profile');",
  "Read the plan: follow_profile gives and withdraws rights.",
  "The application's trigger lets only an administrator change profiles.role, not even the table's owner. follow_rights therefore",
  "writes in the name of one that you name, and refuses until then, or when that user is no active administrator any more:",
  "select ops.set_setting('act_as_user_id', '<user_id of an administrator>');",
  "select * from ops.repair_integrity(rule => 'profile_roles', choice => 'follow_rights');",
  "The claim holds for the one statement that writes; the journal keeps the name in ops.change.acted_as, and undo needs one too."
],
"profile_without_user": [
  "Restore the user in the sign-in service under the same id, or let a person decide what becomes of the profile: orders and",
  "reservations carry its id."
],
"receipt_links": [
  "missing in the detail says which case it is. Finish or reverse the receipt in the application; bring a deleted delivery back from",
  "a backup if customers were promised its metres. Nothing here is computed from anything else, so nothing is repaired."
],
"received_lot_origin": [
  "Look at the invoice, and correct the lot or the delivery."
],
"recommendation_stock_position": [
  "select * from ops.repair_integrity(rule => 'recommendation_stock_position');",
  "sets the sum of available_stock, incoming_stock and in_production_stock of the same row. Whether these three are right, the",
  "next forecast says."
],
"replication_delay": [
  "Look for a long query on the replica, its disk, and the network between."
],
"replication_slots": [
  "Find out who reads it; drop it only when that reader is gone for good."
],
"report_counters": [
  "Nothing in the application writes the two columns. Mend the function that sends reports; until then read report_executions."
],
"reservation_line_labels": [
  "Mend the counters first (lot_reserved_meters); while a counter is wrong, the label is the trace of a move",
  "and relabel proposes nothing. Then choose relabel: the line is removed and written again under a new id with the lot's label.",
  "An update would be refused by the application's validator, which gives a line no credit for its own metres. On a lot that is",
  "oversold the application takes the line back neither way, and nothing is changed."
],
"reservation_roll_ids": [
  "Choose forget_rolls: the line is written anew, under a new id, with its metres and without rolls. They are chosen again when it",
  "is converted."
],
"reservation_stamps": [
  "A missing converted_at or canceled_at, with nothing else wrong, is read from the audit log where exactly one row says when the",
  "status was reached. Everything else is a question of which of the two is right, and left to a person."
],
"reservations_without_lines": [
  "Add the lines in the application, or choose cancel: the reservation is canceled as an incorrect entry, as of today."
],
"roll_promised_twice": [
  "holders in the detail names both. Decide who gets the roll, and choose another one for the other order in the application; then",
  "look at roll_status. Two reservations on one roll: reservation_roll_ids; a list that names",
  "a roll twice: order_lot_roll_references."
],
"roll_status": [
  "ambiguous rows are only reported: ask which order has the roll, and correct the other one. A roll of an order that was written",
  "within the last minute (threshold settle_seconds) is reported without a repair, because the application writes an order, its",
  "rolls and its lots in separate calls. Repair rolls first, then ask again: lots are computed from them.",
  "select * from ops.repair_integrity(rule => 'roll_status');"
],
"secrets_in_jobs": [
  "Put the secret into vault, let the job read it by name, then change the secret: it has been in every dump since."
],
"sequence_near_end": [
  "Widen the column and the sequence to bigint in a quiet hour: it rewrites the table."
],
"shared_api_key_hash": [
  "Make a new key for each system, then revoke both old ones. The hash itself is shown and kept nowhere by us."
],
"slow_pages": [
  "select * from ops.measure_pages() again; then slow_statements."
],
"slow_statements": [
  "select * from ops.statements() order by total_ms desc for all of them; look at the plan of the one reported."
],
"slower_statements": [
  "Compare the plan with the one you know; analyze_tables if stale_statistics speaks as well."
],
"snapshot_days": [
  "Look at the function's log of the first missing evening. Nothing can be entered afterwards; mark the gap where the trend is shown."
],
"snapshot_last_run": [
  "Read detail for the error that the function kept, mend the function, and invoke it once the next day:",
  "overdue_effects then says whether it came."
],
"snapshot_totals": [
  "Leave the day out of reports. If the number of lots is cut off every day, raise the row limit of the data interface."
],
"stale_reservation_lines": [
  "Remove the lines: the application's trigger returns the metres, and the application then shows such reservations without",
  "lines. Or keep them as history, and live with the metres."
],
"stale_statistics": [
  "ops.analyze_tables()."
],
"stamped_without_mail": [
  "For a digest, look whether anybody received it, then invoke it again. For a template, nothing is lost but a number."
],
"stock_take_window_expired": [
  "select * from ops.repair_integrity(rule => 'stock_take_window_expired');",
  "sets expired on windows past their end. A window that is active with an ended_at, or ended without one, is left to a person:",
  "which of the two is right, the clock does not say."
],
"stuck_integration_messages": [
  "Read detail.error, do by hand in the warehouse what the message asked for, and tell the CRM's people. No status is changed by",
  "us: whoever sets it must know that the work was done. Threshold: minutes (15)."
],
"stuck_runs": [
  "Start it again in the application and set the old row to failed there, or leave it: it holds nothing. Threshold: minutes (60)."
],
"subscription_events": [
  "Ask what the subscriber is meant to get.",
  "select * from ops.repair('functions', rule => 'subscription_events', choice => 'add_event');"
],
"subscription_last_triggered": [
  "select * from ops.repair('functions', rule => 'subscription_last_triggered');",
  "sets the time of the newest delivery that arrived."
],
"table_bloat": [
  "select * from ops.repair_bloat(). A rewrite is never run unattended: VACUUM FULL locks everybody out until it is done. How the",
  "numbers come about, and how good they are: bloat."
],
"tokens_in_jobs": [
  "Put it into vault and let the job read it by name; then failed_http_responses shows refusals."
],
"transaction_id_age": [
  "End what holds the oldest snapshot, then vacuum (freeze) table by table, oldest first."
],
"unchecked_foreign_keys": [
  "Run the fix where one is printed. Where rows are broken, mend them first: select * from ops.repair_integrity(rule => 'orphan_rows')."
],
"uncounted_reservations": [
  "select * from ops.repair_reservations(rule => 'uncounted_reservations');   -- a plan; changes nothing"
],
"unfinished_count_sessions": [
  "Ask the person who counts. Still at it: nothing to do. Otherwise finish the session in the application, or cancel it there."
],
"unkeyed_references": [
  "For people: find them by the time of the row, or leave it. For the ledger: an order that was deleted after it was fulfilled leaves",
  "its rows, which are right."
],
"unlinked_conversions": [
  "If an order was made by hand, give it the reservation's deal. Else choose reactivate: the reservation is active again, its lines",
  "as they are, and can be converted once more."
],
"unscheduled_functions": [
  "Schedule it, or say who calls it, as above."
],
"unused_api_key": [
  "Ask its owner. Nobody needs it: revoke it with the fix, which undo takes back."
],
"unused_indexes": [
  "Ask who made it; drop it concurrently. detail keeps the definition."
],
"upkeep_off": [
  "alter system set autovacuum = on, by a superuser or in the platform's settings, then select pg_reload_conf()."
],
"user_without_profile": [
  "Administration → Users → reconcile makes the profile, but no role in user_roles: add that too. It also sets *every* inactive",
  "profile active again: look at inactive_user_role afterwards."
],
"waiting_ocr_work": [
  "For jobs: select * from ops.invoke_function('process-ocr-queue', reason => 'why'). For rolls: open the session on a tablet and",
  "run the recognition again, or type the label in. Threshold: minutes (15)."
]
}
$advice$::jsonb
$function$;
comment on function ops._rule_advice() is 'Section "What to do" of each rule''s page, as lines. ops.rule_page(rule) shows them.';
revoke all on function ops._rule_advice() from public;
