// Generated from openapi.json by `npm run generate`. Do not edit.

export interface paths {
    "/api/tron/agents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Agents
         * @description Agents, the newest first unless sorted otherwise.
         */
        get: operations["list_agents_api_tron_agents_get"];
        put?: never;
        /**
         * Create Agent
         * @description A new agent: complete from a template, or a name and the settings' defaults; what is given here wins.
         */
        post: operations["create_agent_api_tron_agents_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/agents/{agent_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read Agent */
        get: operations["read_agent_api_tron_agents__agent_id__get"];
        /**
         * Change Agent
         * @description Change an agent; 409 with the `current` row when `revision` is stale.
         */
        put: operations["change_agent_api_tron_agents__agent_id__put"];
        post?: never;
        /**
         * Delete Agent
         * @description Remove an agent; one that calls refer to is archived instead: it keeps its name in their history.
         */
        delete: operations["delete_agent_api_tron_agents__agent_id__delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/agents/{agent_id}/duplicate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Duplicate Agent
         * @description A copy named "Copy of ..." with everything, its key too.
         */
        post: operations["duplicate_agent_api_tron_agents__agent_id__duplicate_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/agents/{agent_id}/knowledge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Documents
         * @description What the agent knows, the newest first.
         */
        get: operations["list_documents_api_tron_agents__agent_id__knowledge_get"];
        put?: never;
        /**
         * Add Document
         * @description Text, or an address to fetch; a worker indexes it at once.
         */
        post: operations["add_document_api_tron_agents__agent_id__knowledge_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/agents/{agent_id}/knowledge/{document_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read Document */
        get: operations["read_document_api_tron_agents__agent_id__knowledge__document_id__get"];
        put?: never;
        post?: never;
        /**
         * Delete Document
         * @description Remove a document with its passages.
         */
        delete: operations["delete_document_api_tron_agents__agent_id__knowledge__document_id__delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/agents/{agent_id}/knowledge/{document_id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Retry Document
         * @description Index again what failed; fetch an address again. 409 while it is indexed, and for what needs nothing.
         */
        post: operations["retry_document_api_tron_agents__agent_id__knowledge__document_id__retry_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/agents/{agent_id}/knowledge/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add File
         * @description The body is the file as it is: PDF, DOCX, TXT, MD, CSV or HTML, at most 10 MB; 413 as soon as it is more.
         */
        post: operations["add_file_api_tron_agents__agent_id__knowledge_files_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/agents/{agent_id}/knowledge/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Search Documents
         * @description Try a question: the passages that an agent would be given in a call.
         */
        post: operations["search_documents_api_tron_agents__agent_id__knowledge_search_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/agents/{agent_id}/preflight": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Preflight Agent
         * @description What to know before this agent talks on a line: what stops it, and what it has to do without.
         */
        get: operations["preflight_agent_api_tron_agents__agent_id__preflight_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/agents/{agent_id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Restore Agent
         * @description Take an archived agent back into use; any other stays as it is.
         */
        post: operations["restore_agent_api_tron_agents__agent_id__restore_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/agents/{agent_id}/test-call": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Test Call
         * @description A quick call with this agent, on the practice line unless another one is named.
         *
         *     `flow_version: "draft"` lets it speak its flow as that is drawn now: 422 with the `findings` of one with errors.
         */
        post: operations["test_call_api_tron_agents__agent_id__test_call_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/agents/general-lines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read General Lines
         * @description What an agent says that has neither lines of its own nor a template.
         */
        get: operations["read_general_lines_api_tron_agents_general_lines_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/agents/templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Agent Templates
         * @description The complete personas that come with Tron.
         */
        get: operations["list_agent_templates_api_tron_agents_templates_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/calls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Calls
         * @description Calls, the newest first unless sorted otherwise.
         */
        get: operations["list_calls_api_tron_calls_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/calls/{call_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Call
         * @description A call with its transcript, the delays of its turns, and its cost.
         */
        get: operations["read_call_api_tron_calls__call_id__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/calls/{call_id}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Answer In Browser
         * @description Take a call that rings in browsers: the first page to ask has it. 409 when another one did, or it is over.
         */
        post: operations["answer_in_browser_api_tron_calls__call_id__answer_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/calls/{call_id}/decline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Decline In Browser
         * @description Decline a call that rings in browsers: it ends as failed, declined. 409 when a page took it, or it is over.
         */
        post: operations["decline_in_browser_api_tron_calls__call_id__decline_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/calls/{call_id}/english": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Write English
         * @description Let a worker write the English beside what was said. 409 while it does, or where nothing is left to translate.
         */
        post: operations["write_english_api_tron_calls__call_id__english_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/calls/{call_id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Call Events
         * @description The call's story, in order, behind the sequence `after`.
         */
        get: operations["call_events_api_tron_calls__call_id__events_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/calls/{call_id}/flow": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Call Flow
         * @description The canvas that the call walks; of one that speaks a draft the copy that is kept with it. 404 without a flow.
         */
        get: operations["read_call_flow_api_tron_calls__call_id__flow_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/calls/{call_id}/hangup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Hang Up
         * @description End a call: a queued one is cancelled at once, a live one ends within moments. 409 when it is over.
         */
        post: operations["hang_up_api_tron_calls__call_id__hangup_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/calls/{call_id}/mute": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mute Agent
         * @description Silence the agent of a live call, or let it be heard again. 409 when nobody talks.
         */
        post: operations["mute_agent_api_tron_calls__call_id__mute_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/calls/{call_id}/recording": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Call Recording
         * @description The recording (left the caller, right the agent), whole or by Range; while the call runs, what is there.
         */
        get: operations["call_recording_api_tron_calls__call_id__recording_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/calls/{call_id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Retry Call
         * @description Try a call again after `delay_minutes`: a new queued call, linked to this one. 409 until it is over.
         */
        post: operations["retry_call_api_tron_calls__call_id__retry_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/calls/{call_id}/server-recording": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Call Server Recording
         * @description LiveKit Egress's recording (left the agent, right the caller), where it lies in Tron's own folder.
         */
        get: operations["call_server_recording_api_tron_calls__call_id__server_recording_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/calls/{call_id}/supervision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Supervision
         * @description Who listens to a call now, and who has taken it over.
         */
        get: operations["read_supervision_api_tron_calls__call_id__supervision_get"];
        put?: never;
        /**
         * Supervise Call
         * @description Supervise a live call: the worker that owns it does what is asked within moments.
         *
         *     Many may listen, one may take over at a time. 409 when the call is over, when somebody else has taken over, for
         *     sound of a call without any, for take_over while a flow has paused the recording, and for whisper and say while the
         *     caller talks with a colleague without the agent.
         */
        post: operations["supervise_call_api_tron_calls__call_id__supervision_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/calls/active": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Active Calls
         * @description Calls with a phone ringing or people talking, the oldest first; always one page.
         */
        get: operations["active_calls_api_tron_calls_active_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/calls/dial": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Dial
         * @description Ask for one call. It is queued; a worker claims it, asks the gate and rings.
         */
        post: operations["dial_api_tron_calls_dial_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/calls/stats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Stats
         * @description Figures of the calls of a span of time.
         */
        get: operations["stats_api_tron_calls_stats_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/docs/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Docs
         * @description How a page works and what to do there.
         */
        get: operations["read_docs_api_tron_docs__name__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/engines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Engines
         * @description The engines' states, and every model with its download's progress.
         */
        get: operations["read_engines_api_tron_engines_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/engines/downloads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Fetch Model
         * @description Download a model in the background. One that failed goes on where it stopped.
         */
        post: operations["fetch_model_api_tron_engines_downloads_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/engines/downloads/{model}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove Model
         * @description Cancel a download and throw away what has come, or remove the model that is here.
         */
        delete: operations["remove_model_api_tron_engines_downloads__model__delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/flows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Flows
         * @description Flows without their canvases, the last changed first.
         */
        get: operations["list_flows_api_tron_flows_get"];
        put?: never;
        /**
         * Create Flow
         * @description A new flow, as a draft.
         */
        post: operations["create_flow_api_tron_flows_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/flows/{flow_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Flow
         * @description A flow with its draft.
         */
        get: operations["read_flow_api_tron_flows__flow_id__get"];
        /**
         * Save Flow
         * @description Save the draft; 409 with the `current` flow when `revision` is stale.
         */
        put: operations["save_flow_api_tron_flows__flow_id__put"];
        post?: never;
        /**
         * Delete Flow
         * @description Remove a flow with its versions; 409 with its `users` while somebody runs it: it can be archived then.
         */
        delete: operations["delete_flow_api_tron_flows__flow_id__delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/flows/{flow_id}/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Archive Flow
         * @description Put a flow away: it stays as it is, those that run it go on, nobody else can take it.
         */
        post: operations["archive_flow_api_tron_flows__flow_id__archive_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/flows/{flow_id}/diff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Compare Flow
         * @description What differs between two versions, or a version and the draft.
         */
        get: operations["compare_flow_api_tron_flows__flow_id__diff_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/flows/{flow_id}/duplicate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Duplicate Flow
         * @description A copy of the draft, named "Copy of ...".
         */
        post: operations["duplicate_flow_api_tron_flows__flow_id__duplicate_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/flows/{flow_id}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export Flow
         * @description The draft as a file that another Tron can import.
         */
        get: operations["export_flow_api_tron_flows__flow_id__export_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/flows/{flow_id}/publish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Publish Flow
         * @description The draft as the next version; 422 with the `findings` when it has errors. Calls that run are not touched.
         */
        post: operations["publish_flow_api_tron_flows__flow_id__publish_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/flows/{flow_id}/scenarios": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Scenarios
         * @description All of them, by name, each with its last run of the draft, and the one under way.
         */
        get: operations["list_scenarios_api_tron_flows__flow_id__scenarios_get"];
        put?: never;
        /** Create Scenario */
        post: operations["create_scenario_api_tron_flows__flow_id__scenarios_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/flows/{flow_id}/scenarios/{scenario_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change Scenario
         * @description The whole scenario anew; 409 with the `current` one when `revision` is stale.
         *
         *     403 for somebody who is no owner, while the flow's scenarios must pass before it is published.
         */
        put: operations["change_scenario_api_tron_flows__flow_id__scenarios__scenario_id__put"];
        post?: never;
        /**
         * Delete Scenario
         * @description With its runs. 403 as for a change.
         */
        delete: operations["delete_scenario_api_tron_flows__flow_id__scenarios__scenario_id__delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/flows/{flow_id}/scenarios/{scenario_id}/run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Run Scenario
         * @description A worker holds the conversation, as often as it says; follow the run until it is over.
         *
         *     One under way that is of just the same is answered with. 409 when too many of this scenario wait.
         */
        post: operations["run_scenario_api_tron_flows__flow_id__scenarios__scenario_id__run_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/flows/{flow_id}/scenarios/{scenario_id}/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Scenario Runs
         * @description The newest first, those under way too; the last 50 are kept.
         */
        get: operations["list_scenario_runs_api_tron_flows__flow_id__scenarios__scenario_id__runs_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/flows/{flow_id}/scenarios/{scenario_id}/runs/{run_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Scenario Run
         * @description How far it is, or what came of it.
         */
        get: operations["get_scenario_run_api_tron_flows__flow_id__scenarios__scenario_id__runs__run_id__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/flows/{flow_id}/scenarios/{scenario_id}/runs/{run_id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel Scenario Run
         * @description End it; the tries that are over are kept, a call under way is hung up. 409 when it is over already.
         */
        post: operations["cancel_scenario_run_api_tron_flows__flow_id__scenarios__scenario_id__runs__run_id__cancel_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/flows/{flow_id}/scenarios/run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Run All Scenarios
         * @description A run of each of them, by name; workers hold them. One under way that is of just the same is answered with.
         *
         *     A scenario of which too many runs wait is left out; 409 when that is so of all.
         */
        post: operations["run_all_scenarios_api_tron_flows__flow_id__scenarios_run_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/flows/{flow_id}/simulate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Simulate Flow
         * @description Walk the draft, a canvas that is not stored, or a version, until it listens. It ends 10 minutes after its last
         *     step.
         */
        post: operations["simulate_flow_api_tron_flows__flow_id__simulate_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/flows/{flow_id}/test-node": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Run One Node
         * @description One node by itself: how it leaves, what it says and what it changes, with these variables and turns.
         */
        post: operations["run_one_node_api_tron_flows__flow_id__test_node_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/flows/{flow_id}/traffic": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Flow Traffic
         * @description How many calls went along each way of a version, and at which nodes they ended.
         */
        get: operations["read_flow_traffic_api_tron_flows__flow_id__traffic_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/flows/{flow_id}/unarchive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Unarchive Flow
         * @description Take a flow back into use.
         */
        post: operations["unarchive_flow_api_tron_flows__flow_id__unarchive_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/flows/{flow_id}/validate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Validate Flow
         * @description What the draft, or this canvas, lacks to be run. Nothing is stored.
         */
        post: operations["validate_flow_api_tron_flows__flow_id__validate_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/flows/{flow_id}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Flow Versions
         * @description All versions, the newest first.
         */
        get: operations["list_flow_versions_api_tron_flows__flow_id__versions_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/flows/{flow_id}/versions/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Flow Version
         * @description A version with its canvas, and what was found when it was published.
         */
        get: operations["read_flow_version_api_tron_flows__flow_id__versions__version__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/flows/{flow_id}/versions/{version}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Restore Flow Version
         * @description A version into the draft, which it replaces.
         */
        post: operations["restore_flow_version_api_tron_flows__flow_id__versions__version__restore_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/flows/{flow_id}/versions/{version}/roll-back": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Roll Back Flow
         * @description An earlier version published anew, as the next number; the draft stays as it is.
         */
        post: operations["roll_back_flow_api_tron_flows__flow_id__versions__version__roll_back_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/flows/from-template": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create Flow From Template
         * @description A new flow that starts as a copy of a template.
         */
        post: operations["create_flow_from_template_api_tron_flows_from_template_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/flows/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Import Flow
         * @description A new flow from an exported file.
         */
        post: operations["import_flow_api_tron_flows_import_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/flows/node-types": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Node Types
         * @description What flows are made of: the form, the handles and the icon of each type of node.
         */
        get: operations["list_node_types_api_tron_flows_node_types_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/flows/simulations/{session_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * End Simulation
         * @description End it; nothing is left of it. One that is over for long is no error.
         */
        delete: operations["end_simulation_api_tron_flows_simulations__session_id__delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/flows/simulations/{session_id}/back": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Step Simulation Back
         * @description To before the caller's last turn, with all steps up to there. 409 when there was none.
         */
        post: operations["step_simulation_back_api_tron_flows_simulations__session_id__back_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/flows/simulations/{session_id}/input": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Go On With Simulation
         * @description What the caller does; the steps that follow, or all of them where a line was cut. 409 when the talk is over.
         */
        post: operations["go_on_with_simulation_api_tron_flows_simulations__session_id__input_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/flows/templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Flow Templates
         * @description The complete flows that come with Tron.
         */
        get: operations["list_flow_templates_api_tron_flows_templates_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Health
         * @description Each dependency as in /readyz, and each vendor as the calls of all workers have found it.
         */
        get: operations["read_health_api_tron_health_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/health/forget": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Forget Troubles
         * @description Let calls ask vendors again that are skipped now, without waiting for the end of their pause.
         */
        post: operations["forget_troubles_api_tron_health_forget_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/lines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Lines
         * @description The lines of this Tron, for a call's `line`.
         */
        get: operations["list_lines_api_tron_lines_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/lines/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Line
         * @description A line, how it is right now, and the form of its trunks.
         */
        get: operations["read_line_api_tron_lines__name__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/lines/{name}/set-up": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Set Up Line
         * @description Step by step; what is there already is checked and kept. 409 where the line has nothing to set up.
         */
        post: operations["set_up_line_api_tron_lines__name__set_up_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/mcp-servers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Servers
         * @description The MCP servers, by name, with what each offered when it was last asked.
         */
        get: operations["list_servers_api_tron_mcp_servers_get"];
        put?: never;
        /**
         * Create Server
         * @description A new MCP server; it is asked for its tools in the background.
         */
        post: operations["create_server_api_tron_mcp_servers_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/mcp-servers/{server_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read Server */
        get: operations["read_server_api_tron_mcp_servers__server_id__get"];
        /**
         * Change Server
         * @description Change a server; 409 with the `current` row when `revision` is stale, with `agents` when they use its name.
         */
        put: operations["change_server_api_tron_mcp_servers__server_id__put"];
        post?: never;
        /**
         * Delete Server
         * @description Remove a server; 409 with the `agents` that use its tools.
         */
        delete: operations["delete_server_api_tron_mcp_servers__server_id__delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/mcp-servers/{server_id}/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Refresh Server
         * @description Ask the server for its tools now, and keep the answer.
         */
        post: operations["refresh_server_api_tron_mcp_servers__server_id__refresh_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/mcp-servers/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Try Server
         * @description Ask a server that is not saved for its tools.
         */
        post: operations["try_server_api_tron_mcp_servers_test_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/message-kinds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Kinds
         * @description The kinds of senders, each with the form of its accounts.
         */
        get: operations["list_kinds_api_tron_message_kinds_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/message-senders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Senders
         * @description All senders, by name.
         */
        get: operations["list_senders_api_tron_message_senders_get"];
        put?: never;
        /**
         * Create Sender
         * @description A new sender; messages of its channel go by it at once, where it is the default or the only one.
         */
        post: operations["create_sender_api_tron_message_senders_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/message-senders/{sender_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change Sender
         * @description Change a sender; 409 with the `current` row when `revision` is stale. A secret left out stays.
         */
        put: operations["change_sender_api_tron_message_senders__sender_id__put"];
        post?: never;
        /**
         * Delete Sender
         * @description Remove a sender; its messages stay, and no more reports of them are taken.
         */
        delete: operations["delete_sender_api_tron_message_senders__sender_id__delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/message-senders/{sender_id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Test Sender
         * @description Send one message by it. To a practice number it lands in the practice inbox; to others the gate's rules apply.
         */
        post: operations["test_sender_api_tron_message_senders__sender_id__test_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/message-templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Templates
         * @description All templates, by name.
         */
        get: operations["list_templates_api_tron_message_templates_get"];
        put?: never;
        /**
         * Create Template
         * @description A new template, for flows to send.
         */
        post: operations["create_template_api_tron_message_templates_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/message-templates/{template_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change Template
         * @description Change a template; 409 when `revision` is stale, or for a new name while flows use the old one.
         */
        put: operations["change_template_api_tron_message_templates__template_id__put"];
        post?: never;
        /**
         * Delete Template
         * @description Remove a template; 409 with the `flows` that send it.
         */
        delete: operations["delete_template_api_tron_message_templates__template_id__delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Messages
         * @description Messages, the newest first: all, of one call, of one number.
         */
        get: operations["list_messages_api_tron_messages_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Models
         * @description What the provider offers now, by name.
         */
        get: operations["list_models_api_tron_models_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/models/local": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find Local Models
         * @description An Ollama that runs now. Nothing is changed by finding it.
         */
        get: operations["find_local_models_api_tron_models_local_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/numbers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Numbers
         * @description Numbers of ours and who answers them.
         */
        get: operations["list_numbers_api_tron_numbers_get"];
        put?: never;
        /**
         * Create Number
         * @description A number, given to an agent; calls to it are answered from now on.
         */
        post: operations["create_number_api_tron_numbers_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/numbers/{number_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change Number
         * @description Change a number; 409 with the `current` row when `revision` is stale.
         */
        put: operations["change_number_api_tron_numbers__number_id__put"];
        post?: never;
        /**
         * Delete Number
         * @description Take a number away: calls to it are refused.
         */
        delete: operations["delete_number_api_tron_numbers__number_id__delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/practice/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List People
         * @description Who can be called on the practice line.
         */
        get: operations["list_people_api_tron_practice_people_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/practice/ring": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Practice Ring
         * @description A practice person rings Tron: a queued inbound call, which the agent answers.
         */
        post: operations["practice_ring_api_tron_practice_ring_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Settings
         * @description All settings with where each value comes from; secrets as masks.
         */
        get: operations["read_settings_api_tron_settings_get"];
        /**
         * Change Settings
         * @description Change some settings: all or nothing. Null resets one; the mask of a secret changes nothing.
         */
        put: operations["change_settings_api_tron_settings_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/settings/test-livekit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Probe Livekit
         * @description Server, key and trunk; `details.workers` is how many workers of Tron answer.
         */
        post: operations["probe_livekit_api_tron_settings_test_livekit_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/settings/test-llm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Probe Llm
         * @description The provider's list of models, and that one of them answers.
         */
        post: operations["probe_llm_api_tron_settings_test_llm_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/settings/test-sarvam": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Probe Sarvam
         * @description Key, credit and voice model, by the shortest speech there is.
         */
        post: operations["probe_sarvam_api_tron_settings_test_sarvam_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/settings/test-twilio": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Probe Twilio
         * @description Account, number and trunk.
         */
        post: operations["probe_twilio_api_tron_settings_test_twilio_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/tool-secrets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Secrets
         * @description Which secrets there are, and what refers to them.
         */
        get: operations["list_secrets_api_tron_tool_secrets_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/tool-secrets/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Put Secret
         * @description Give a secret a value, a new one or another one.
         */
        put: operations["put_secret_api_tron_tool_secrets__name__put"];
        post?: never;
        /**
         * Delete Secret
         * @description Remove a secret; 409 while something refers to it.
         */
        delete: operations["delete_secret_api_tron_tool_secrets__name__delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/tools": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Tools
         * @description The HTTP tools, by name.
         */
        get: operations["list_tools_api_tron_tools_get"];
        put?: never;
        /**
         * Create Tool
         * @description A new HTTP tool; agents use it once they are given it.
         */
        post: operations["create_tool_api_tron_tools_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/tools/{tool_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read Tool */
        get: operations["read_tool_api_tron_tools__tool_id__get"];
        /**
         * Change Tool
         * @description Change a tool; 409 with the `current` row when `revision` is stale, with `agents` when they use its name.
         */
        put: operations["change_tool_api_tron_tools__tool_id__put"];
        post?: never;
        /**
         * Delete Tool
         * @description Remove a tool; 409 with the `agents` that use it.
         */
        delete: operations["delete_tool_api_tron_tools__tool_id__delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/tools/{tool_id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Try Stored Tool
         * @description Run a tool as a call would.
         */
        post: operations["try_stored_tool_api_tron_tools__tool_id__test_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/tools/available": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Available Tools
         * @description All that agents may be given: built-in tools, HTTP tools, tools of MCP servers.
         */
        get: operations["list_available_tools_api_tron_tools_available_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/tools/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Try Unsaved Tool
         * @description Run a tool that is not saved, as a call would.
         */
        post: operations["try_unsaved_tool_api_tron_tools_test_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/trunks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Trunks
         * @description All trunks by name, with their calls of this moment.
         */
        get: operations["list_trunks_api_tron_trunks_get"];
        put?: never;
        /**
         * Create Trunk
         * @description A new trunk; the worker dials by it at once.
         */
        post: operations["create_trunk_api_tron_trunks_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/trunks/{trunk_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read Trunk */
        get: operations["read_trunk_api_tron_trunks__trunk_id__get"];
        /**
         * Change Trunk
         * @description Change a trunk; 409 with the `current` row when `revision` is stale. A secret left out stays, null removes it.
         */
        put: operations["change_trunk_api_tron_trunks__trunk_id__put"];
        post?: never;
        /**
         * Delete Trunk
         * @description Remove a trunk; 409 with the `numbers` that come in by it. Calls that go by it end as they would.
         */
        delete: operations["delete_trunk_api_tron_trunks__trunk_id__delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/trunks/{trunk_id}/softphone": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Show Softphone
         * @description With the password, which no other answer has: who asked is audited. 409 where the trunk is a carrier's.
         */
        post: operations["show_softphone_api_tron_trunks__trunk_id__softphone_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/trunks/{trunk_id}/state": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Trunk State
         * @description Whether calls can be made by it right now: asks its server, its gateway, its vendor.
         */
        get: operations["read_trunk_state_api_tron_trunks__trunk_id__state_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/trunks/{trunk_id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Test
         * @description Whether this trunk can be tested, what is missing, and what its last test found.
         */
        get: operations["read_test_api_tron_trunks__trunk_id__test_get"];
        put?: never;
        /**
         * Start Test
         * @description Ring a number of Tron's own by this trunk, and listen at both ends; follow it with GET. Over within 20 s.
         *
         *     409 with `lacks` where something is missing, and while a test of this trunk goes on.
         */
        post: operations["start_test_api_tron_trunks__trunk_id__test_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/voices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Voices
         * @description Voices by language, gender and provider. Without a Sarvam key each says which built-in one stands in.
         */
        get: operations["list_voices_api_tron_voices_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/voices/{voice_id}/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Preview Voice
         * @description The voice says a sample sentence. Without a key of its vendor a built-in one stands in.
         */
        get: operations["preview_voice_api_tron_voices__voice_id__preview_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/voices/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Preview Text
         * @description A voice says a text of yours, at most 1,000 characters.
         */
        post: operations["preview_text_api_tron_voices_preview_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tron/workers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Workers
         * @description Who holds calls, and how each stands with LiveKit and the SIP gateway; `agent.status` tells of changes.
         */
        get: operations["list_workers_api_tron_workers_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Healthz
         * @description The process answers.
         */
        get: operations["healthz_healthz_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Readyz
         * @description Each dependency; 503 unless all required ones are there.
         */
        get: operations["readyz_readyz_get"];
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
        /**
         * AgentCreate
         * @description POST: a template's fields, the settings' defaults, and what is given here on top of them.
         */
        AgentCreate: {
            /** Background */
            background?: ("none" | "office" | "call_centre") | null;
            /**
             * Call Category
             * @description Left out: the template's. Null: nobody said it, and no Indian number is called.
             */
            call_category?: ("promotional" | "service" | "transactional") | null;
            /** English Transcript */
            english_transcript?: boolean | null;
            /** Flow Id */
            flow_id?: string | null;
            /** Flow Version */
            flow_version?: number | null;
            /** Follow Language */
            follow_language?: boolean | null;
            /** Greeting Short Text */
            greeting_short_text?: string | null;
            /** Greeting Text */
            greeting_text?: string | null;
            guardrails?: components["schemas"]["Guardrails-Input"] | null;
            /** Is Active */
            is_active?: boolean | null;
            /** Language */
            language?: string | null;
            /** Llm Api Key */
            llm_api_key?: string | null;
            /** Llm Endpoint */
            llm_endpoint?: string | null;
            /** Llm Max Tokens */
            llm_max_tokens?: number | null;
            /** Llm Model */
            llm_model?: string | null;
            /** Llm Provider */
            llm_provider?: ("builtin" | "ollama" | "openai" | "gemini" | "custom") | null;
            /** Llm Temperature */
            llm_temperature?: number | null;
            /** Loan Recovery */
            loan_recovery?: boolean | null;
            /** Max Call Duration */
            max_call_duration?: number | null;
            /** Name */
            name?: string | null;
            /** Outcomes */
            outcomes?: string[] | null;
            /** Persona */
            persona?: string | null;
            prepared_lines?: components["schemas"]["PreparedLines-Input"] | null;
            /** Recording */
            recording?: boolean | null;
            /** Silence Seconds */
            silence_seconds?: number | null;
            /** Success Outcomes */
            success_outcomes?: string[] | null;
            /** Template */
            template?: string | null;
            /** Tone */
            tone?: ("professional" | "friendly" | "casual" | "formal" | "empathetic") | null;
            /** Tools Enabled */
            tools_enabled?: string[] | null;
            /** Trunk Id */
            trunk_id?: string | null;
            /** Voice Id */
            voice_id?: string | null;
            /** Voice Speed */
            voice_speed?: number | null;
            /** Voicemail Action */
            voicemail_action?: ("hang_up" | "leave_message" | "flow") | null;
            /** Voicemail Message */
            voicemail_message?: string | null;
        };
        /**
         * AgentDeleted
         * @description What became of it: one that calls refer to is archived (true), any other is gone (false).
         */
        AgentDeleted: {
            /** Archived */
            archived: boolean;
        };
        /**
         * AgentOut
         * @description An agent as it is. `llm_api_key` is a mask or null, never the key.
         */
        AgentOut: {
            /** Archived At */
            archived_at: string | null;
            /**
             * Background
             * @enum {string}
             */
            background: "none" | "office" | "call_centre";
            /** Call Category */
            call_category: ("promotional" | "service" | "transactional") | null;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** English Transcript */
            english_transcript: boolean;
            /** Flow Id */
            flow_id: string | null;
            /** Flow Version */
            flow_version: number | null;
            /** Follow Language */
            follow_language: boolean;
            /** Greeting Short Text */
            greeting_short_text: string;
            /** Greeting Text */
            greeting_text: string;
            guardrails: components["schemas"]["Guardrails-Output"];
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Is Active */
            is_active: boolean;
            /** Language */
            language: string;
            /** Llm Api Key */
            llm_api_key: string | null;
            /** Llm Endpoint */
            llm_endpoint: string | null;
            /** Llm Max Tokens */
            llm_max_tokens: number;
            /** Llm Model */
            llm_model: string;
            /**
             * Llm Provider
             * @enum {string}
             */
            llm_provider: "builtin" | "ollama" | "openai" | "gemini" | "custom";
            /** Llm Temperature */
            llm_temperature: number;
            /** Loan Recovery */
            loan_recovery: boolean;
            /** Max Call Duration */
            max_call_duration: number;
            /** Name */
            name: string;
            /** Outcomes */
            outcomes: string[];
            /** Persona */
            persona: string;
            prepared_lines: components["schemas"]["PreparedLines-Output"] | null;
            /** Recording */
            recording: boolean;
            /** Revision */
            revision: number;
            /** Silence Seconds */
            silence_seconds: number;
            /** Success Outcomes */
            success_outcomes: string[];
            /** Template */
            template: string | null;
            /**
             * Tone
             * @enum {string}
             */
            tone: "professional" | "friendly" | "casual" | "formal" | "empathetic";
            /** Tools Enabled */
            tools_enabled: string[];
            /** Trunk Id */
            trunk_id: string | null;
            /**
             * Updated At
             * Format: date-time
             */
            updated_at: string;
            /** Voice Id */
            voice_id: string;
            /** Voice Speed */
            voice_speed: number;
            /**
             * Voicemail Action
             * @enum {string}
             */
            voicemail_action: "hang_up" | "leave_message" | "flow";
            /** Voicemail Message */
            voicemail_message: string;
        };
        /**
         * AgentPage
         * @description A page of agents.
         */
        AgentPage: {
            /** Items */
            items: components["schemas"]["AgentOut"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * AgentTemplate
         * @description One template. `icon` is a Lucide icon's name, `style` how it speaks.
         */
        AgentTemplate: {
            agent: components["schemas"]["TemplateAgent"];
            /** Description */
            description: string;
            /** Icon */
            icon: string;
            /** Key */
            key: string;
            /** Name */
            name: string;
            /**
             * Style
             * @enum {string}
             */
            style: "hinglish" | "hindi" | "indian_english";
        };
        /**
         * AgentUpdate
         * @description PUT: the fields and the row's `revision`. A field left out stays as it is; so does the key under its mask.
         */
        AgentUpdate: {
            /**
             * Background
             * @description The room that a caller hears softly behind the agent, on calls with sound.
             * @default none
             * @enum {string}
             */
            background: "none" | "office" | "call_centre";
            /**
             * Call Category
             * @description What its calls are for, in India's law. Null: no Indian number is called by a trunk.
             */
            call_category?: ("promotional" | "service" | "transactional") | null;
            /**
             * English Transcript
             * @description After the call, write an English transcript beside the spoken one.
             * @default false
             */
            english_transcript: boolean;
            /**
             * Flow Id
             * @description What it follows; null: it talks freely.
             */
            flow_id?: string | null;
            /**
             * Flow Version
             * @description Null: the latest published one when a call starts.
             */
            flow_version?: number | null;
            /**
             * Follow Language
             * @description Answer in the caller's language once it is clear.
             * @default true
             */
            follow_language: boolean;
            /**
             * Greeting Short Text
             * @description Said when the caller asks hello? over the greeting.
             * @default
             */
            greeting_short_text: string;
            /**
             * Greeting Text
             * @default
             */
            greeting_text: string;
            guardrails?: components["schemas"]["Guardrails-Input"];
            /**
             * Is Active
             * @default true
             */
            is_active: boolean;
            /**
             * Language
             * @description Primary language, such as hi-IN or en-IN.
             */
            language: string;
            /**
             * Llm Api Key
             * @description Null removes it.
             */
            llm_api_key?: string | null;
            /** Llm Endpoint */
            llm_endpoint?: string | null;
            /**
             * Llm Max Tokens
             * @description Longest reply of the model, in tokens.
             * @default 200
             */
            llm_max_tokens: number;
            /** Llm Model */
            llm_model: string;
            /**
             * Llm Provider
             * @enum {string}
             */
            llm_provider: "builtin" | "ollama" | "openai" | "gemini" | "custom";
            /**
             * Llm Temperature
             * @default 0.7
             */
            llm_temperature: number;
            /**
             * Loan Recovery
             * @description Its calls ask for payments of a loan: nobody is called after 19:00.
             * @default false
             */
            loan_recovery: boolean;
            /**
             * Max Call Duration
             * @description Seconds.
             * @default 300
             */
            max_call_duration: number;
            /** Name */
            name: string;
            /**
             * Outcomes
             * @description Outcomes a call may have.
             */
            outcomes?: string[];
            /**
             * Persona
             * @description Personality, role, knowledge: the system prompt.
             * @default
             */
            persona: string;
            /** @description What it can say without a model; null takes the template's or the general ones. */
            prepared_lines?: components["schemas"]["PreparedLines-Input"] | null;
            /**
             * Recording
             * @description Whether calls of this agent are recorded.
             * @default true
             */
            recording: boolean;
            /** Revision */
            revision: number;
            /**
             * Silence Seconds
             * @description Seconds of silence before it asks again.
             * @default 6
             */
            silence_seconds: number;
            /** Success Outcomes */
            success_outcomes?: string[];
            /** Template */
            template?: string | null;
            /**
             * Tone
             * @enum {string}
             */
            tone: "professional" | "friendly" | "casual" | "formal" | "empathetic";
            /** Tools Enabled */
            tools_enabled?: string[];
            /**
             * Trunk Id
             * @description Where its calls go out; null: the default line.
             */
            trunk_id?: string | null;
            /**
             * Voice Id
             * @description A voice of GET /api/tron/voices.
             */
            voice_id: string;
            /**
             * Voice Speed
             * @default 1
             */
            voice_speed: number;
            /**
             * Voicemail Action
             * @description When a machine answers. flow: on from the flow's node for voicemail, where it has one.
             * @default hang_up
             * @enum {string}
             */
            voicemail_action: "hang_up" | "leave_message" | "flow";
            /**
             * Voicemail Message
             * @description Left after the beep; {{names}} are filled in. Empty: the greeting.
             * @default
             */
            voicemail_message: string;
        };
        /** Alive */
        Alive: {
            /**
             * Status
             * @constant
             */
            status: "ok";
            /** Version */
            version: string;
        };
        /**
         * AssertionResult
         * @description `assertion`: its place in the list. `message` says what was otherwise; null where it held.
         *
         *     `note` and `values` say the same as a code; `note` null where the words are a judge's.
         */
        AssertionResult: {
            /** Assertion */
            assertion: number;
            /** Held */
            held: boolean;
            /** Message */
            message: string | null;
            /** Note */
            note: ("not_visited" | "visited" | "variable" | "variable_empty" | "outcome" | "no_outcome" | "reason" | "no_reason" | "not_said" | "said" | "no_judge" | "no_verdict" | "judged_no" | "no_model" | "caller_silent" | "model_late" | "model_failed" | "too_long" | "broke" | "no_worker" | "call_too_long" | "not_answered" | "no_time") | null;
            /** Values */
            values: {
                [key: string]: string | number | string[];
            };
        };
        /**
         * AvailableTool
         * @description A tool that agents may be given. `usable` False: switched off, or its server cannot be reached now.
         */
        AvailableTool: {
            /** Description */
            description: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "builtin" | "http" | "mcp";
            /** Name */
            name: string;
            /** Server */
            server: string | null;
            /** Usable */
            usable: boolean;
        };
        /**
         * AvailableTools
         * @description All tools: built-in ones first, then HTTP tools, then those of MCP servers.
         */
        AvailableTools: {
            /** Items */
            items: components["schemas"]["AvailableTool"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * CallAttempt
         * @description One try to reach somebody; `eligible_at` is when it may ring at the earliest.
         */
        CallAttempt: {
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /**
             * Eligible At
             * Format: date-time
             */
            eligible_at: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Reason */
            reason: string | null;
            /**
             * Status
             * @enum {string}
             */
            status: "queued" | "ringing" | "in_progress" | "completed" | "failed" | "no_answer" | "busy" | "cancelled";
        };
        /**
         * CallCallback
         * @description A time at which the person wants to be called again; nobody is called by it alone.
         *
         *     `reason` says why it is cancelled: opted_out, replaced.
         */
        CallCallback: {
            /**
             * Due At
             * Format: date-time
             */
            due_at: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Note */
            note: string | null;
            /** Reason */
            reason: string | null;
            /**
             * Status
             * @enum {string}
             */
            status: "open" | "cancelled";
        };
        /**
         * CallCost
         * @description An estimate from the price table in the settings.
         */
        CallCost: {
            /** Components */
            components: components["schemas"]["CostPart"][];
            /** Inr */
            inr: number;
            /** Usd */
            usd: number;
        };
        /**
         * CallDetail
         * @description A call with its talk, turns and cost. `events_url` is the path of its events.
         *
         *     `attempts`: this call with those it tried again and those that tried it again, the oldest first.
         *     `callbacks`: what was promised in this call, the newest first.
         */
        CallDetail: {
            /** Agent Id */
            agent_id: string | null;
            /** Agent Muted */
            agent_muted: boolean;
            /** Agent Name */
            agent_name: string | null;
            /** Answered At */
            answered_at: string | null;
            /** Answered By */
            answered_by: ("human" | "machine" | "screening" | "fax" | "announcement") | null;
            /** Attempts */
            attempts: components["schemas"]["CallAttempt"][];
            /**
             * Blocked Field
             * @description What to change where the gate refused it, such as `agent.call_category` or `trunk.caller_ids`.
             */
            blocked_field: string | null;
            /** Callbacks */
            callbacks: components["schemas"]["CallCallback"][];
            /** Campaign Id */
            campaign_id: string | null;
            /** Contact Metadata */
            contact_metadata: {
                [key: string]: unknown;
            };
            /** Contact Name */
            contact_name: string | null;
            cost: components["schemas"]["CallCost"] | null;
            /** Cost Estimate */
            cost_estimate: number | null;
            /** Cost Inr */
            cost_inr: number | null;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /**
             * Direction
             * @enum {string}
             */
            direction: "outbound" | "inbound";
            /** Duration Seconds */
            duration_seconds: number | null;
            /**
             * Eligible At
             * Format: date-time
             */
            eligible_at: string;
            /** Ended At */
            ended_at: string | null;
            /**
             * English Reason
             * @description Why lines stay without English: a code.
             */
            english_reason: string | null;
            /** English State */
            english_state: ("wanted" | "running" | "done" | "failed") | null;
            /** Error Message */
            error_message: string | null;
            /** Events Url */
            events_url: string;
            /** Extracted Data */
            extracted_data: {
                [key: string]: unknown;
            };
            /** Fidelity */
            fidelity: string | null;
            /**
             * Flow Draft
             * @description It walks a draft: GET /calls/{id}/flow has the canvas as it was then.
             */
            flow_draft: boolean;
            /** Flow Id */
            flow_id: string | null;
            /**
             * Flow Version
             * @description What it ran, or runs; null before it starts and in free talk.
             */
            flow_version: number | null;
            /** Hangup Requested At */
            hangup_requested_at: string | null;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Line */
            line: string;
            /** Livekit Room */
            livekit_room: string | null;
            /**
             * Our Number
             * @description The number that was seen or, inbound, called.
             */
            our_number: string | null;
            /** Outcome */
            outcome: string | null;
            /** Phone Number */
            phone_number: string | null;
            /** Previous Call Id */
            previous_call_id: string | null;
            /** Reason */
            reason: string | null;
            /**
             * Recording Url
             * @description Path of the recording's sound; null when there is none.
             */
            recording_url: string | null;
            /** Reply P50 Ms */
            reply_p50_ms: number | null;
            /** Retry Count */
            retry_count: number;
            /**
             * Ring
             * @description Browser line: the open pages are rung, and the first to answer has the call.
             */
            ring: boolean;
            /** Sentiment */
            sentiment: string | null;
            /** @description Null: Tron alone recorded it, or nobody. */
            server_recording: components["schemas"]["ServerRecordingOut"] | null;
            /** Sip Call Id */
            sip_call_id: string | null;
            /** Sip Headers */
            sip_headers: {
                [key: string]: string;
            };
            /** Sip Status */
            sip_status: number | null;
            /** Started At */
            started_at: string | null;
            /**
             * Status
             * @enum {string}
             */
            status: "queued" | "ringing" | "in_progress" | "completed" | "failed" | "no_answer" | "busy" | "cancelled";
            /** Summary */
            summary: string | null;
            /** Talk Time Seconds */
            talk_time_seconds: number | null;
            /** Transcript */
            transcript: components["schemas"]["TranscriptLine"][];
            /** Trunk Id */
            trunk_id: string | null;
            /** Turns */
            turns: components["schemas"]["CallTurn"][];
            /** Twilio Call Sid */
            twilio_call_sid: string | null;
            /**
             * Vendor Call Id
             * @description The vendor's own id of this call.
             */
            vendor_call_id: string | null;
        };
        /**
         * CallerTurn
         * @description One thing that the caller does: exactly one of text, keys, silence and hang_up.
         *
         *     `after_words`: they do it over the agent, once it has said so many words since their last turn. A line that may be
         *     interrupted is cut there; else they are heard when the flow listens next.
         */
        CallerTurn: {
            /** After Words */
            after_words?: number | null;
            /**
             * Hang Up
             * @default false
             */
            hang_up: boolean;
            /** Keys */
            keys?: string | null;
            /**
             * Silence
             * @default false
             */
            silence: boolean;
            /** Text */
            text?: string | null;
        };
        /**
         * CallFlow
         * @description The canvas that a call walks, as it was when the call began. `version` null: a draft.
         */
        CallFlow: {
            /** Canvas Data */
            canvas_data: {
                [key: string]: unknown;
            };
            /**
             * Flow Id
             * Format: uuid
             */
            flow_id: string;
            /** Name */
            name: string;
            /** Version */
            version: number | null;
        };
        /**
         * CallOut
         * @description A call without its talk. Durations are whole seconds, `cost_estimate` is in USD, `cost_inr` the same in rupees.
         *
         *     `reply_p50_ms` is the median wait for the agent's replies; null without a turn that was measured.
         */
        CallOut: {
            /** Agent Id */
            agent_id: string | null;
            /** Agent Muted */
            agent_muted: boolean;
            /** Agent Name */
            agent_name: string | null;
            /** Answered At */
            answered_at: string | null;
            /** Campaign Id */
            campaign_id: string | null;
            /** Contact Metadata */
            contact_metadata: {
                [key: string]: unknown;
            };
            /** Contact Name */
            contact_name: string | null;
            /** Cost Estimate */
            cost_estimate: number | null;
            /** Cost Inr */
            cost_inr: number | null;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /**
             * Direction
             * @enum {string}
             */
            direction: "outbound" | "inbound";
            /** Duration Seconds */
            duration_seconds: number | null;
            /**
             * Eligible At
             * Format: date-time
             */
            eligible_at: string;
            /** Ended At */
            ended_at: string | null;
            /** Error Message */
            error_message: string | null;
            /** Extracted Data */
            extracted_data: {
                [key: string]: unknown;
            };
            /** Fidelity */
            fidelity: string | null;
            /**
             * Flow Draft
             * @description It walks a draft: GET /calls/{id}/flow has the canvas as it was then.
             */
            flow_draft: boolean;
            /** Flow Id */
            flow_id: string | null;
            /**
             * Flow Version
             * @description What it ran, or runs; null before it starts and in free talk.
             */
            flow_version: number | null;
            /** Hangup Requested At */
            hangup_requested_at: string | null;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Line */
            line: string;
            /**
             * Our Number
             * @description The number that was seen or, inbound, called.
             */
            our_number: string | null;
            /** Outcome */
            outcome: string | null;
            /** Phone Number */
            phone_number: string | null;
            /** Previous Call Id */
            previous_call_id: string | null;
            /** Reason */
            reason: string | null;
            /**
             * Recording Url
             * @description Path of the recording's sound; null when there is none.
             */
            recording_url: string | null;
            /** Reply P50 Ms */
            reply_p50_ms: number | null;
            /** Retry Count */
            retry_count: number;
            /**
             * Ring
             * @description Browser line: the open pages are rung, and the first to answer has the call.
             */
            ring: boolean;
            /** Sentiment */
            sentiment: string | null;
            /** Sip Status */
            sip_status: number | null;
            /** Started At */
            started_at: string | null;
            /**
             * Status
             * @enum {string}
             */
            status: "queued" | "ringing" | "in_progress" | "completed" | "failed" | "no_answer" | "busy" | "cancelled";
            /** Summary */
            summary: string | null;
            /** Talk Time Seconds */
            talk_time_seconds: number | null;
            /** Trunk Id */
            trunk_id: string | null;
        };
        /**
         * CallPage
         * @description A page of calls.
         */
        CallPage: {
            /** Items */
            items: components["schemas"]["CallOut"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * CallStats
         * @description Calls made in [from, to).
         *
         *     `rung`: a phone rang; `answered`: by anyone; `human`: answered and not by a machine (null: nobody can tell yet);
         *     `successful`: the outcome is among its agent's success outcomes. Rates are shares from 0 to 1, null without calls
         *     to divide by: success = successful / answered, answer = answered / rung. Talk time is answered to ended, in seconds.
         *     `per_day` has every day of the span.
         */
        CallStats: {
            /** Active */
            active: number;
            /** Answer Rate */
            answer_rate: number | null;
            /** Answered */
            answered: number;
            /** Avg Talk Time Seconds */
            avg_talk_time_seconds: number | null;
            /** By Outcome */
            by_outcome: {
                [key: string]: number;
            };
            /** By Reason */
            by_reason: {
                [key: string]: number;
            };
            /** By Status */
            by_status: {
                [key: string]: number;
            };
            /** Containment */
            containment: number | null;
            cost: components["schemas"]["Cost"];
            /**
             * From
             * Format: date-time
             */
            from: string;
            /** Human */
            human: number | null;
            /** Per Day */
            per_day: components["schemas"]["DayFigures"][];
            reply_time: components["schemas"]["ReplyTime"];
            /** Rung */
            rung: number;
            /** Success By Outcome */
            success_by_outcome: {
                [key: string]: number;
            };
            /** Success Rate */
            success_rate: number | null;
            /** Successful */
            successful: number;
            /** Talk Time Seconds */
            talk_time_seconds: number;
            /** Timezone */
            timezone: string;
            /**
             * To
             * Format: date-time
             */
            to: string;
            /** Total */
            total: number;
        };
        /**
         * CallTurn
         * @description The parts of a turn's delay in milliseconds; null where it had no such part. `total_ms` is voice to voice.
         *
         *     `end_of_turn_ms` holds `stt_ms`. `start`: when the reply began, in seconds since the answer; null in older calls.
         */
        CallTurn: {
            /** End Of Turn Ms */
            end_of_turn_ms: number | null;
            /** Llm First Token Ms */
            llm_first_token_ms: number | null;
            /** Start */
            start: number | null;
            /** Stt Ms */
            stt_ms: number | null;
            /** Total Ms */
            total_ms: number | null;
            /** Tts First Byte Ms */
            tts_first_byte_ms: number | null;
            /** Turn */
            turn: number;
        };
        /**
         * ChangedNode
         * @description As it is afterwards.
         */
        ChangedNode: {
            /** Fields */
            fields: components["schemas"]["FieldChange"][];
            /** Id */
            id: string;
            /** Label */
            label: string | null;
            /** Type */
            type: string;
        };
        /**
         * CheckOut
         * @description One dependency; `fix` says what a person can do. `code` and `values` say both for other languages.
         */
        CheckOut: {
            /** Code */
            code: ("timed_out" | "database_away" | "broke" | "postgres" | "postgres_away" | "postgres_old" | "postgres_lacks" | "events" | "events_late" | "disk" | "disk_full" | "pages" | "pages_missing" | "worker" | "worker_missing" | "ollama" | "ollama_elsewhere" | "ollama_silent" | "ollama_none" | "engines_start" | "engine_ready" | "engine_loading" | "engine_missing" | "engine_failed" | "engine_small" | "engine_problem") | null;
            /** Detail */
            detail: string;
            /** Fix */
            fix: string | null;
            /** Latency Ms */
            latency_ms: number;
            /** Name */
            name: string;
            /** Required */
            required: boolean;
            /**
             * State
             * @enum {string}
             */
            state: "ok" | "degraded" | "starting" | "down";
            /** Values */
            values: {
                [key: string]: string | number;
            };
        };
        /**
         * ConflictBody
         * @description `current` is the row as it is now, where the revision was stale.
         */
        ConflictBody: {
            /** Current */
            current?: {
                [key: string]: unknown;
            } | null;
            error: components["schemas"]["ErrorDetail"];
        };
        /** Cost */
        Cost: {
            /** Inr */
            inr: number;
            /** Usd */
            usd: number;
        };
        /** CostPart */
        CostPart: {
            /** Component */
            component: string;
            /** Inr */
            inr: number;
            /** Name */
            name: string;
            /** Units */
            units: number;
            /** Usd */
            usd: number;
        };
        /**
         * DayFigures
         * @description A local day's calls, each in one of four parts: answered, not_answered (rang out, busy), failed, other.
         *
         *     `other`: cancelled, waiting or still ringing. `reply_p50_ms` is null without a turn that was measured.
         */
        DayFigures: {
            /** Answered */
            answered: number;
            /** Cost Inr */
            cost_inr: number;
            /**
             * Day
             * Format: date
             */
            day: string;
            /** Failed */
            failed: number;
            /** Not Answered */
            not_answered: number;
            /** Other */
            other: number;
            /** Reply P50 Ms */
            reply_p50_ms: number | null;
            /** Successful */
            successful: number;
            /** Talk Time Seconds */
            talk_time_seconds: number;
            /** Total */
            total: number;
        };
        /**
         * DeskOut
         * @description How this worker stands with one line's server: LiveKit, the SIP gateway.
         */
        DeskOut: {
            /** Line */
            line: string;
            /**
             * Name
             * @description What the worker is called there (LiveKit's agent name).
             */
            name: string | null;
            /**
             * State
             * @description `off`: the line is not set up.
             * @enum {string}
             */
            state: "registered" | "waiting" | "off";
        };
        /**
         * DialIn
         * @description One call. `line` null: that of the trunk, else of the agent's trunk, else the setting telephony.default_line.
         */
        DialIn: {
            /**
             * Agent Id
             * Format: uuid
             */
            agent_id: string;
            /**
             * Contact Metadata
             * @description Names for {{...}} in what the agent says; at most 50 keys and 10 kB.
             */
            contact_metadata?: {
                [key: string]: unknown;
            };
            /** Contact Name */
            contact_name?: string | null;
            /**
             * Fidelity
             * @description Practice line only: with sound, or words alone.
             */
            fidelity?: ("audio" | "text") | null;
            /** Line */
            line?: string | null;
            /**
             * Phone Number
             * @description E.164, or ten Indian digits. Practice: +9100000NNNNN. None on the browser line.
             */
            phone_number?: string | null;
            /**
             * Ring
             * @description Browser line only: ring the open pages; else whoever asks connects by stream_url.
             * @default false
             */
            ring: boolean;
            /**
             * Says
             * @description Practice line only: what whoever answers says, a line for each turn; then they hang up. `#12#` presses keys, an empty line stays silent, `!` hangs up; `~1.5 ` before one of these does it over the agent, 1.5 seconds after it began to speak.
             */
            says?: string[] | null;
            /**
             * Trunk Id
             * @description By this trunk; null: the agent's, else the line's default.
             */
            trunk_id?: string | null;
        };
        /** DiffEdge */
        DiffEdge: {
            /** Source */
            source: string;
            /** Source Handle */
            source_handle: string | null;
            /** Target */
            target: string;
        };
        /** DiffNode */
        DiffNode: {
            /** Id */
            id: string;
            /** Label */
            label: string | null;
            /** Type */
            type: string;
        };
        /**
         * DirectionOut
         * @description One way of the sound: whether the test's notes were known at the other end, and how loud they were there.
         */
        DirectionOut: {
            /**
             * Level Db
             * @description Of the notes at the end that heard them, dB below full scale.
             */
            level_db: number | null;
            /**
             * Sound
             * @enum {string}
             */
            sound: "heard" | "silent" | "unknown";
        };
        /**
         * DocumentOut
         * @description One document. `source`: its file's name, or its address. `embedded_by`: the model that works out its meaning.
         *
         *     `passages` counts the pieces it was cut into.
         */
        DocumentOut: {
            /**
             * Agent Id
             * Format: uuid
             */
            agent_id: string;
            /** Content Type */
            content_type: string | null;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Embedded By */
            embedded_by: string | null;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "file" | "text" | "url";
            /** Language */
            language: string | null;
            /** Passages */
            passages: number;
            problem: components["schemas"]["DocumentProblem"] | null;
            /** Revision */
            revision: number;
            /** Size Bytes */
            size_bytes: number;
            /** Source */
            source: string | null;
            /**
             * State
             * @enum {string}
             */
            state: "queued" | "indexing" | "ready" | "failed";
            /** Title */
            title: string;
            /**
             * Updated At
             * Format: date-time
             */
            updated_at: string;
        };
        /**
         * DocumentPage
         * @description All documents of an agent, the newest first.
         */
        DocumentPage: {
            /** Items */
            items: components["schemas"]["DocumentOut"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * DocumentProblem
         * @description What is wrong with a document. `code` is stable; of a ready one: it is found by its words alone.
         */
        DocumentProblem: {
            /** Code */
            code: string;
            /** Hint */
            hint: string | null;
            /** Message */
            message: string;
        };
        /**
         * DownloadIn
         * @description Which model to fetch.
         */
        DownloadIn: {
            /** Model */
            model: string;
        };
        /** EdgesDiff */
        EdgesDiff: {
            /** Added */
            added: components["schemas"]["DiffEdge"][];
            /** Removed */
            removed: components["schemas"]["DiffEdge"][];
        };
        /**
         * EdgeTraffic
         * @description Of a way between two nodes.
         */
        EdgeTraffic: {
            /**
             * Calls
             * @description That went along it, each counted once.
             */
            calls: number;
            /** Handle */
            handle: string;
            /** Source */
            source: string;
            /** Target */
            target: string;
        };
        /**
         * EngineModelOut
         * @description A model that can be had, is on its way, or is here.
         *
         *     Sizes are bytes. `memory_bytes` is what it needs while it runs, `fits` whether this machine has that much at all.
         *     `commercial_use` null: its licence has to be read. `checksum` says whose checksums its files are held against.
         */
        EngineModelOut: {
            /** About */
            about: string;
            /** Bytes */
            bytes: number;
            /** Bytes Per Second */
            bytes_per_second: number | null;
            /**
             * Checksum
             * @enum {string}
             */
            checksum: "catalogue" | "server";
            /** Commercial Use */
            commercial_use: boolean | null;
            /** Done Bytes */
            done_bytes: number;
            /** Fits */
            fits: boolean;
            /** Id */
            id: string;
            /** In Use */
            in_use: boolean;
            /** Installed At */
            installed_at: string | null;
            /**
             * Kind
             * @enum {string}
             */
            kind: "chat" | "recognition" | "voice" | "embedding";
            /** Languages */
            languages: string[];
            /** Licence */
            licence: string;
            /** Licence Url */
            licence_url: string;
            /** Memory Bytes */
            memory_bytes: number;
            problem: components["schemas"]["EngineModelProblem"] | null;
            /**
             * State
             * @enum {string}
             */
            state: "available" | "queued" | "downloading" | "checking" | "failed" | "installed";
            /** Title */
            title: string;
        };
        /**
         * EngineModelProblem
         * @description Why a download failed. `code` is stable, `message` and `hint` are for people.
         */
        EngineModelProblem: {
            /** Code */
            code: string;
            /** Hint */
            hint: string;
            /** Message */
            message: string;
        };
        /**
         * EngineOut
         * @description One engine. `model` is what it runs with, `problem` what it had to do without, `hint` what to do about it.
         *
         *     `problem_code` and `hint_code` are stable, for other languages.
         */
        EngineOut: {
            /** Detail */
            detail: string;
            /** Hint */
            hint: string;
            /** Hint Code */
            hint_code: "install" | null;
            /** Languages */
            languages: string[];
            /** Model */
            model: string | null;
            /** Name */
            name: string;
            /** Problem */
            problem: string | null;
            /** Problem Code */
            problem_code: "does_not_run" | null;
            /**
             * State
             * @enum {string}
             */
            state: "missing" | "loading" | "ready" | "failed";
            /** Title */
            title: string;
        };
        /**
         * EnginesOut
         * @description Engines and models. `source` is where models come from; `restarting`: new models are taken up as calls end.
         */
        EnginesOut: {
            /** Engines */
            engines: components["schemas"]["EngineOut"][];
            /** Free Disk Bytes */
            free_disk_bytes: number;
            /** Memory Bytes */
            memory_bytes: number;
            /** Models */
            models: components["schemas"]["EngineModelOut"][];
            /** Restarting */
            restarting: boolean;
            /** Source */
            source: string;
        };
        /**
         * ErrorBody
         * @description The body of every answer from 400 up.
         */
        ErrorBody: {
            error: components["schemas"]["ErrorDetail"];
        };
        /** ErrorDetail */
        ErrorDetail: {
            /** Code */
            code: string;
            /** Fields */
            fields: components["schemas"]["ErrorField"][];
            /** Hint */
            hint: string | null;
            /** Message */
            message: string;
            /** Request Id */
            request_id: string | null;
        };
        /**
         * ErrorField
         * @description One bad field; `path` is dotted, as in guardrails.forbidden_topics.0.
         */
        ErrorField: {
            /** Message */
            message: string;
            /** Path */
            path: string;
        };
        /**
         * EventOut
         * @description One step of a call's story; sequences count from 1 without gaps for each call.
         */
        EventOut: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /**
             * Call Id
             * Format: uuid
             */
            call_id: string;
            /** Node */
            node: string | null;
            /** Payload */
            payload: {
                [key: string]: unknown;
            };
            /** Sequence */
            sequence: number;
            /** Type */
            type: string;
        };
        /**
         * EventPage
         * @description Events of a call in order; `next_cursor` is the `after` of the next page.
         */
        EventPage: {
            /** Items */
            items: components["schemas"]["EventOut"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * FieldChange
         * @description `path` is one in the node's data, with the ids of rows; or `label`, `type`. Null: it was, or is, not there.
         */
        FieldChange: {
            /** After */
            after: unknown;
            /** Before */
            before: unknown;
            /** Path */
            path: string;
        };
        /**
         * FindingOut
         * @description What validate found. `field` is a path in the node's data; `fix` says what to do.
         */
        FindingOut: {
            /** Code */
            code: string;
            /** Edge Id */
            edge_id: string | null;
            /** Field */
            field: string | null;
            /** Fix */
            fix: string | null;
            /** Message */
            message: string;
            /** Node Id */
            node_id: string | null;
            /**
             * Severity
             * @enum {string}
             */
            severity: "error" | "warning";
        };
        /** FindingsOut */
        FindingsOut: {
            /** Findings */
            findings: components["schemas"]["FindingOut"][];
        };
        /**
         * FlowCreate
         * @description A new flow; without `canvas_data` it starts empty.
         */
        FlowCreate: {
            /** Canvas Data */
            canvas_data?: {
                [key: string]: unknown;
            } | null;
            /**
             * Description
             * @default
             */
            description: string;
            /** Name */
            name: string;
        };
        /**
         * FlowDiff
         * @description What it takes to get from one canvas to another. `moved`: nodes that only stand elsewhere, or that too.
         */
        FlowDiff: {
            edges: components["schemas"]["EdgesDiff"];
            /** Moved */
            moved: number;
            nodes: components["schemas"]["NodesDiff"];
        };
        /**
         * FlowFile
         * @description A flow as a file. `schema_version` is the canvas's format.
         */
        FlowFile: {
            /** Canvas Data */
            canvas_data: {
                [key: string]: unknown;
            };
            /** Description */
            description: string;
            /**
             * Format
             * @constant
             */
            format: "tron.flow";
            /** Name */
            name: string;
            /** Schema Version */
            schema_version: number;
        };
        /**
         * FlowImport
         * @description Such a file. What else it holds is left out.
         */
        FlowImport: {
            /** Canvas Data */
            canvas_data: {
                [key: string]: unknown;
            };
            /**
             * Description
             * @default
             */
            description: string;
            /**
             * Format
             * @constant
             */
            format: "tron.flow";
            /** Name */
            name: string;
            /**
             * Schema Version
             * @default 1
             */
            schema_version: number;
        };
        /**
         * FlowOut
         * @description A flow with its draft.
         */
        FlowOut: {
            /** Archived At */
            archived_at: string | null;
            /** Canvas Data */
            canvas_data: {
                [key: string]: unknown;
            };
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Description */
            description: string;
            /** Draft Changed */
            draft_changed: boolean;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Is Template */
            is_template: boolean;
            /** Name */
            name: string;
            /** Require Scenarios */
            require_scenarios: boolean;
            /** Revision */
            revision: number;
            /**
             * Updated At
             * Format: date-time
             */
            updated_at: string;
            /** Used By */
            used_by: components["schemas"]["FlowUser"][];
            /** Version */
            version: number;
        };
        /**
         * FlowPage
         * @description A page of flows.
         */
        FlowPage: {
            /** Items */
            items: components["schemas"]["FlowSummary"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * FlowSummary
         * @description A flow in a list. `version`: the latest published, 0 for none. `used_by_count`: agents that are not archived.
         *
         *     `language`: theirs, when they share one.
         */
        FlowSummary: {
            /** Archived At */
            archived_at: string | null;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Description */
            description: string;
            /**
             * Draft Changed
             * @description Whether the draft differs from the latest published version.
             */
            draft_changed: boolean;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Language */
            language: string | null;
            /** Name */
            name: string;
            /** Node Count */
            node_count: number;
            /** Revision */
            revision: number;
            /**
             * Updated At
             * Format: date-time
             */
            updated_at: string;
            /** Used By Count */
            used_by_count: number;
            /** Version */
            version: number;
        };
        /**
         * FlowTemplateOut
         * @description A flow that comes along; `id` is that of the agent's template.
         */
        FlowTemplateOut: {
            /** Canvas Data */
            canvas_data: {
                [key: string]: unknown;
            };
            /** Description */
            description: string;
            /** Id */
            id: string;
            /** Language */
            language: string;
            /** Name */
            name: string;
            /** Node Count */
            node_count: number;
        };
        /**
         * FlowTemplatePage
         * @description All templates, in the order they are shown.
         */
        FlowTemplatePage: {
            /** Items */
            items: components["schemas"]["FlowTemplateOut"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * FlowTraffic
         * @description Figures of one version; ways and nodes that no call came by are left out.
         */
        FlowTraffic: {
            /**
             * Calls
             * @description That are counted here.
             */
            calls: number;
            /** Days */
            days: number;
            /** Edges */
            edges: components["schemas"]["EdgeTraffic"][];
            /**
             * Limited
             * @description There were more: only the latest are counted.
             */
            limited: boolean;
            /** Nodes */
            nodes: components["schemas"]["NodeTraffic"][];
            /**
             * Other Calls
             * @description Of the other kind in these days: practice calls, or those on the telephone.
             */
            other_calls: number;
            /** Practice */
            practice: boolean;
            /**
             * Version
             * @description Null: the flow was never published.
             */
            version: number | null;
        };
        /**
         * FlowUpdate
         * @description What is left out, or null, stays as it is.
         */
        FlowUpdate: {
            /** Canvas Data */
            canvas_data?: {
                [key: string]: unknown;
            } | null;
            /** Description */
            description?: string | null;
            /** Name */
            name?: string | null;
            /**
             * Require Scenarios
             * @description Publish only what passes all scenarios. Only an owner may change it.
             */
            require_scenarios?: boolean | null;
            /**
             * Revision
             * @description The draft's, as it was last read.
             */
            revision: number;
        };
        /**
         * FlowUser
         * @description Who runs a flow: an agent, a flow that has it as its subflow, or a call that is under way.
         *
         *     `version` is the one it is pinned to; null for the latest. `archived`: an archived agent or flow, which keeps it.
         */
        FlowUser: {
            /** Archived */
            archived: boolean;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "agent" | "flow" | "call";
            /** Name */
            name: string;
            /** Version */
            version: number | null;
        };
        /** FlowVersionDetail */
        FlowVersionDetail: {
            /** Canvas Data */
            canvas_data: {
                [key: string]: unknown;
            };
            /** Findings */
            findings: components["schemas"]["FindingOut"][];
            /** Node Count */
            node_count: number;
            /** Note */
            note: string;
            /**
             * Published At
             * Format: date-time
             */
            published_at: string;
            /** Published By */
            published_by: string;
            /** Version */
            version: number;
            /** Warnings */
            warnings: number;
        };
        /**
         * FlowVersionOut
         * @description A published version. `warnings`: how many it was published with.
         */
        FlowVersionOut: {
            /** Node Count */
            node_count: number;
            /** Note */
            note: string;
            /**
             * Published At
             * Format: date-time
             */
            published_at: string;
            /** Published By */
            published_by: string;
            /** Version */
            version: number;
            /** Warnings */
            warnings: number;
        };
        /**
         * FlowVersionPage
         * @description All versions, the newest first.
         */
        FlowVersionPage: {
            /** Items */
            items: components["schemas"]["FlowVersionOut"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * FromTemplateIn
         * @description `name` null: the template's.
         */
        FromTemplateIn: {
            /** Name */
            name?: string | null;
            /** Template Id */
            template_id: string;
        };
        /**
         * Guardrails
         * @description What the agent never talks about, and what it must say in the call.
         */
        "Guardrails-Input": {
            /** Forbidden Topics */
            forbidden_topics?: string[];
            /** Required Disclosures */
            required_disclosures?: string[];
        };
        /**
         * Guardrails
         * @description What the agent never talks about, and what it must say in the call.
         */
        "Guardrails-Output": {
            /** Forbidden Topics */
            forbidden_topics: string[];
            /** Required Disclosures */
            required_disclosures: string[];
        };
        /**
         * GuideOut
         * @description One guide: its title, and what follows as safe HTML.
         */
        GuideOut: {
            /** Html */
            html: string;
            /**
             * Language
             * @enum {string}
             */
            language: "en" | "hi";
            /**
             * Name
             * @enum {string}
             */
            name: "dashboard" | "agents" | "flows" | "test-call" | "calls" | "lines" | "settings" | "health" | "deploy";
            /** Title */
            title: string;
        };
        /**
         * HandleOut
         * @description A fixed way out (`rows` null), or one for each row of `data[rows]`, under its `row_id` and `row_title`.
         */
        HandleOut: {
            /**
             * Fallback
             * @default false
             */
            fallback: boolean;
            /** Id */
            id?: string | null;
            /**
             * Needed
             * @default true
             */
            needed: boolean;
            /** Row Id */
            row_id?: string | null;
            /** Row Title */
            row_title?: string | null;
            /** Rows */
            rows?: string | null;
            /** Title */
            title?: string | null;
        };
        /**
         * HealthOut
         * @description `checked_at`: when the checks ran, and what the vendors' times are to be compared with.
         */
        HealthOut: {
            /**
             * Checked At
             * Format: date-time
             */
            checked_at: string;
            /** Checks */
            checks: components["schemas"]["CheckOut"][];
            /**
             * Status
             * @enum {string}
             */
            status: "ready" | "not_ready";
            /** Vendors */
            vendors: components["schemas"]["VendorOut"][];
        };
        /**
         * Hours
         * @description When a number is answered as usual.
         */
        Hours: {
            /** Open */
            open: components["schemas"]["Opening"][];
            /**
             * Timezone
             * @default Asia/Kolkata
             */
            timezone: string;
        };
        /**
         * HttpToolIn
         * @description What a person decides about an HTTP tool.
         */
        HttpToolIn: {
            /**
             * Description
             * @description What it does and when to use it: the model reads this.
             */
            description: string;
            /**
             * Enabled
             * @default true
             */
            enabled: boolean;
            /**
             * Headers
             * @description Values may hold {{secret:NAME}}.
             */
            headers?: {
                [key: string]: string;
            };
            /**
             * Method
             * @default GET
             * @enum {string}
             */
            method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
            /** Name */
            name: string;
            /**
             * Parameters
             * @description JSON schema of an object: what the model gives.
             */
            parameters?: {
                [key: string]: unknown;
            };
            /**
             * Timeout Seconds
             * @default 8
             */
            timeout_seconds: number;
            /**
             * Url
             * @description May hold {parameter} in its path and in values of its query, never in its host.
             */
            url: string;
        };
        /**
         * HttpToolOut
         * @description An HTTP tool as it is; headers with their references to secrets.
         */
        HttpToolOut: {
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Description */
            description: string;
            /** Enabled */
            enabled: boolean;
            /** Headers */
            headers: {
                [key: string]: string;
            };
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Method
             * @enum {string}
             */
            method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
            /** Name */
            name: string;
            /** Parameters */
            parameters: {
                [key: string]: unknown;
            };
            /** Revision */
            revision: number;
            /** Timeout Seconds */
            timeout_seconds: number;
            /**
             * Updated At
             * Format: date-time
             */
            updated_at: string;
            /** Url */
            url: string;
        };
        /**
         * HttpToolPage
         * @description All HTTP tools, by name.
         */
        HttpToolPage: {
            /** Items */
            items: components["schemas"]["HttpToolOut"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * HttpToolUpdate
         * @description PUT: all of it, and the row's `revision`.
         */
        HttpToolUpdate: {
            /**
             * Description
             * @description What it does and when to use it: the model reads this.
             */
            description: string;
            /**
             * Enabled
             * @default true
             */
            enabled: boolean;
            /**
             * Headers
             * @description Values may hold {{secret:NAME}}.
             */
            headers?: {
                [key: string]: string;
            };
            /**
             * Method
             * @default GET
             * @enum {string}
             */
            method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
            /** Name */
            name: string;
            /**
             * Parameters
             * @description JSON schema of an object: what the model gives.
             */
            parameters?: {
                [key: string]: unknown;
            };
            /** Revision */
            revision: number;
            /**
             * Timeout Seconds
             * @default 8
             */
            timeout_seconds: number;
            /**
             * Url
             * @description May hold {parameter} in its path and in values of its query, never in its host.
             */
            url: string;
        };
        /**
         * Judged
         * @description The agent's model reads the talk and says whether this holds.
         */
        Judged: {
            /** Criterion */
            criterion: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "judged";
        };
        /**
         * KnowledgeAnswer
         * @description What a call's agent would be given; none: it would say that it will check. `threshold`: the least score.
         */
        KnowledgeAnswer: {
            /** Passages */
            passages: components["schemas"]["PassageOut"][];
            /** Seconds */
            seconds: number;
            /** Threshold */
            threshold: number;
        };
        /**
         * KnowledgeQuestion
         * @description A question to try.
         */
        KnowledgeQuestion: {
            /**
             * Limit
             * @default 3
             */
            limit: number;
            /** Query */
            query: string;
        };
        /**
         * LineDetail
         * @description How a line is, and the form of its trunks (empty: it needs none).
         */
        LineDetail: {
            /** Form */
            form: components["schemas"]["LineFormField"][];
            /** Has Trunks */
            has_trunks: boolean;
            /** Name */
            name: string;
            /** Rings Phone */
            rings_phone: boolean;
            state: components["schemas"]["TrunkStateOut"];
            /** Takes Calls */
            takes_calls: boolean;
            /** Title */
            title: string;
            /** Trunks */
            trunks: number;
        };
        /**
         * LineFormField
         * @description One field of a trunk's form.
         */
        LineFormField: {
            /** Choices */
            choices: string[];
            /** Default */
            default: unknown;
            /** Description */
            description: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "text" | "secret" | "boolean" | "integer" | "number" | "choice" | "list";
            /** Maximum */
            maximum: number | null;
            /** Minimum */
            minimum: number | null;
            /** Name */
            name: string;
            /** Required */
            required: boolean;
            /** Title */
            title: string;
        };
        /**
         * LineOut
         * @description A line. `rings_phone` false: nobody's phone rings. `takes_calls`: people can call in on it.
         */
        LineOut: {
            /** Has Trunks */
            has_trunks: boolean;
            /** Name */
            name: string;
            /** Rings Phone */
            rings_phone: boolean;
            /** Takes Calls */
            takes_calls: boolean;
            /** Title */
            title: string;
        };
        /**
         * LinePage
         * @description All lines, on one page.
         */
        LinePage: {
            /** Items */
            items: components["schemas"]["LineOut"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * LineTestIn
         * @description Which of Tron's own numbers is rung; without one the trunk's own, else the first one.
         */
        LineTestIn: {
            /** Number Id */
            number_id?: string | null;
        };
        /**
         * LineTestOut
         * @description One test: Tron rang a number of its own by this trunk, and sent notes both ways.
         */
        LineTestOut: {
            /** Answered Seconds */
            answered_seconds: number | null;
            back: components["schemas"]["DirectionOut"];
            /**
             * Call Id
             * Format: uuid
             */
            call_id: string;
            /** Caller Id */
            caller_id: string | null;
            /**
             * Came In By
             * @description The trunk by which it came in again.
             */
            came_in_by: string | null;
            /**
             * Came In Seconds
             * @description From the order to dial until the call came in.
             */
            came_in_seconds: number | null;
            /** Detail */
            detail: string | null;
            /**
             * Finding
             * @description Null while it goes on.
             */
            finding: ("works" | "one_way" | "silent" | "echo" | "not_arrived" | "not_connected" | "refused" | "stopped") | null;
            /** Number */
            number: string;
            /**
             * Post Dial Seconds
             * @description From the order to dial to the first ringing.
             */
            post_dial_seconds: number | null;
            /** Reason */
            reason: string | null;
            /** Sip Status */
            sip_status: number | null;
            /**
             * Started At
             * Format: date-time
             */
            started_at: string;
            /**
             * State
             * @enum {string}
             */
            state: "queued" | "ringing" | "talking" | "done";
            /** @description From the end that dialled to the end that was called. */
            there: components["schemas"]["DirectionOut"];
        };
        /**
         * LocalModelsOut
         * @description Models that run at no cost and without a key. `provider` null: none were found.
         *
         *     `here`: on this machine. `suggested` is the one to begin with, null where the server has none yet.
         */
        LocalModelsOut: {
            /** Here */
            here: boolean;
            /** Models */
            models: string[];
            /** Provider */
            provider: ("builtin" | "ollama" | "openai" | "gemini" | "custom") | null;
            /** Suggested */
            suggested: string | null;
        };
        /**
         * McpServerIn
         * @description What a person decides about an MCP server. `allowed_tools` null: all that it offers.
         */
        McpServerIn: {
            /** Allowed Tools */
            allowed_tools?: string[] | null;
            /**
             * Enabled
             * @default true
             */
            enabled: boolean;
            /**
             * Headers
             * @description Values may hold {{secret:NAME}}.
             */
            headers?: {
                [key: string]: string;
            };
            /** Name */
            name: string;
            /**
             * Timeout Seconds
             * @default 8
             */
            timeout_seconds: number;
            /**
             * Transport
             * @default streamable_http
             * @enum {string}
             */
            transport: "streamable_http" | "sse";
            /** Url */
            url: string;
        };
        /**
         * McpServerOut
         * @description An MCP server and what it offered when it was last asked (`checked_at`).
         */
        McpServerOut: {
            /** Allowed Tools */
            allowed_tools: string[] | null;
            /** Checked At */
            checked_at: string | null;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Enabled */
            enabled: boolean;
            /** Headers */
            headers: {
                [key: string]: string;
            };
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Name */
            name: string;
            /** Revision */
            revision: number;
            /**
             * State
             * @enum {string}
             */
            state: "unknown" | "connected" | "failed";
            /**
             * State Code
             * @description A code for `state_message`.
             */
            state_code: string | null;
            /** State Message */
            state_message: string | null;
            /** Timeout Seconds */
            timeout_seconds: number;
            /** Tools */
            tools: components["schemas"]["McpToolOut"][];
            /**
             * Transport
             * @enum {string}
             */
            transport: "streamable_http" | "sse";
            /**
             * Updated At
             * Format: date-time
             */
            updated_at: string;
            /** Url */
            url: string;
        };
        /**
         * McpServerPage
         * @description All MCP servers, by name.
         */
        McpServerPage: {
            /** Items */
            items: components["schemas"]["McpServerOut"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * McpServerUpdate
         * @description PUT: all of it, and the row's `revision`.
         */
        McpServerUpdate: {
            /** Allowed Tools */
            allowed_tools?: string[] | null;
            /**
             * Enabled
             * @default true
             */
            enabled: boolean;
            /**
             * Headers
             * @description Values may hold {{secret:NAME}}.
             */
            headers?: {
                [key: string]: string;
            };
            /** Name */
            name: string;
            /** Revision */
            revision: number;
            /**
             * Timeout Seconds
             * @default 8
             */
            timeout_seconds: number;
            /**
             * Transport
             * @default streamable_http
             * @enum {string}
             */
            transport: "streamable_http" | "sse";
            /** Url */
            url: string;
        };
        /**
         * McpTestOut
         * @description What a server that is not saved yet offers, or why it cannot be used.
         */
        McpTestOut: {
            /**
             * Code
             * @description A code for `message`.
             */
            code: string | null;
            /** Hint */
            hint: string | null;
            /** Message */
            message: string | null;
            /** Seconds */
            seconds: number;
            /**
             * State
             * @enum {string}
             */
            state: "unknown" | "connected" | "failed";
            /** Tools */
            tools: components["schemas"]["McpToolOut"][];
        };
        /**
         * McpToolOut
         * @description A tool that a server offers. `full_name` is what agents and models call it.
         */
        McpToolOut: {
            /** Allowed */
            allowed: boolean;
            /** Description */
            description: string;
            /** Full Name */
            full_name: string;
            /** Name */
            name: string;
        };
        /**
         * MessageOut
         * @description A message. `reason` is a code of why it failed, `error` a sentence; `text` hides what is sensitive.
         */
        MessageOut: {
            /** Call Id */
            call_id: string | null;
            /**
             * Category
             * @enum {string}
             */
            category: "promotional" | "service" | "transactional";
            /**
             * Channel
             * @enum {string}
             */
            channel: "sms" | "whatsapp";
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Delivered At */
            delivered_at: string | null;
            /**
             * Direction
             * @enum {string}
             */
            direction: "out" | "in";
            /** Error */
            error: string | null;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Phone Number */
            phone_number: string;
            /** Read At */
            read_at: string | null;
            /** Reason */
            reason: ("number" | "line" | "practice_number" | "country" | "test_numbers" | "opted_out" | "timezone" | "hours" | "error" | "no_sender" | "no_template" | "dlt" | "window" | "too_long" | "refused" | "unreachable" | "invalid_number" | "account" | "unsure" | "not_delivered") | null;
            /** Sender */
            sender: string;
            /** Sent At */
            sent_at: string | null;
            /**
             * State
             * @enum {string}
             */
            state: "queued" | "sent" | "delivered" | "read" | "failed" | "unknown" | "received";
            /** Template */
            template: string;
            /** Text */
            text: string;
            /** Vendor Id */
            vendor_id: string | null;
        };
        /**
         * MessagePage
         * @description Messages, the newest first.
         */
        MessagePage: {
            /** Items */
            items: components["schemas"]["MessageOut"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * MessageTestIn
         * @description One message to try a sender: a template with values, or a text. A practice number's lands in the practice
         *     inbox.
         */
        MessageTestIn: {
            /**
             * Template
             * @default
             */
            template: string;
            /**
             * Text
             * @default
             */
            text: string;
            /** To */
            to: string;
            /** Values */
            values?: {
                [key: string]: string;
            };
        };
        /**
         * ModelOut
         * @description One model: what a request names, and what people read.
         */
        ModelOut: {
            /** Id */
            id: string;
            /** Name */
            name: string;
        };
        /**
         * ModelPage
         * @description All models of a provider, on one page.
         */
        ModelPage: {
            /** Items */
            items: components["schemas"]["ModelOut"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * ModelProbeIn
         * @description `provider` null: the default one. `model` null: the default one if it is this provider's, else only the list.
         */
        ModelProbeIn: {
            /** Model */
            model?: string | null;
            /** Provider */
            provider?: ("builtin" | "ollama" | "openai" | "gemini" | "custom") | null;
            /** Values */
            values?: {
                [key: string]: unknown;
            };
        };
        /**
         * MuteIn
         * @description `muted`: nobody hears the agent, which goes on.
         */
        MuteIn: {
            /** Muted */
            muted: boolean;
        };
        /**
         * NodeProblem
         * @description Why a node does not run as it should.
         *
         *     `code`: a NodeTestCode, or that of a finding about the node's `field` (`data.text`); others of errors.
         */
        NodeProblem: {
            /** Code */
            code: string;
            /** Field */
            field: string | null;
            /** Message */
            message: string;
        };
        /** NodesDiff */
        NodesDiff: {
            /** Added */
            added: components["schemas"]["DiffNode"][];
            /** Changed */
            changed: components["schemas"]["ChangedNode"][];
            /** Removed */
            removed: components["schemas"]["DiffNode"][];
        };
        /**
         * NodeTraffic
         * @description Of a node of the flow itself; what happens in a subflow counts for the node that calls it.
         */
        NodeTraffic: {
            /**
             * Calls
             * @description That came to it, each counted once however often it came.
             */
            calls: number;
            /**
             * Ended
             * @description That are over and had it as their last node.
             */
            ended: number;
            /**
             * Hung Up
             * @description Of those, the ones that the caller ended.
             */
            hung_up: number;
            /** Node Id */
            node_id: string;
        };
        /**
         * NodeTypeOut
         * @description One entry of the palette. `data_schema` is the JSON schema of `data`, with `template`, `widget`, `unit`.
         */
        NodeTypeOut: {
            /**
             * Category
             * @enum {string}
             */
            category: "triggers" | "speech" | "logic" | "actions" | "endings" | "helpers";
            /**
             * Data Schema
             * @description JSON schema of the node's data.
             */
            data_schema: {
                [key: string]: unknown;
            };
            /** Defaults */
            defaults: {
                [key: string]: unknown;
            };
            /** Entered By Edge */
            entered_by_edge: boolean;
            /** Handles */
            handles: components["schemas"]["HandleOut"][];
            /** Help */
            help: string;
            /** Icon */
            icon: string;
            /** Is End */
            is_end: boolean;
            /** Is Start */
            is_start: boolean;
            /** Runs */
            runs: boolean;
            /** Title */
            title: string;
            /** Type */
            type: string;
        };
        /**
         * NodeTypePage
         * @description The palette: all types of nodes, in its order.
         */
        NodeTypePage: {
            /** Items */
            items: components["schemas"]["NodeTypeOut"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * NoticeOut
         * @description `code` is stable; `message` and `hint` are for people. With an `error` there will be no talk.
         *
         *     `field`: what to change, such as `agent.call_category` or `trunk.caller_ids`; null where no one field helps.
         */
        NoticeOut: {
            /**
             * Code
             * @enum {string}
             */
            code: "agent_off" | "line_off" | "no_category" | "no_caller_id" | "cannot_hear" | "stand_in_voice" | "prepared_lines";
            /** Field */
            field: string | null;
            /** Hint */
            hint: string;
            /** Message */
            message: string;
            /**
             * Severity
             * @enum {string}
             */
            severity: "error" | "warning" | "info";
        };
        /**
         * NoticePage
         * @description All of them, the worst first, on one page.
         */
        NoticePage: {
            /** Items */
            items: components["schemas"]["NoticeOut"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /** NotSaid */
        NotSaid: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "not_said";
            /** Regex */
            regex: string;
        };
        /** NotVisited */
        NotVisited: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "not_visited";
            /** Nodes */
            nodes: string[];
        };
        /**
         * NumberIn
         * @description A number of ours and who answers it. `hours` null: always as usual.
         */
        NumberIn: {
            /**
             * After Hours Flow Id
             * @description The published flow that answers outside the hours; null: the caller hears the agent.
             */
            after_hours_flow_id?: string | null;
            /** Agent Id */
            agent_id?: string | null;
            /** Calls Per Second */
            calls_per_second?: number | null;
            /**
             * Enabled
             * @default true
             */
            enabled: boolean;
            hours?: components["schemas"]["Hours"] | null;
            /**
             * Label
             * @default
             */
            label: string;
            /** Max Calls */
            max_calls?: number | null;
            /** Number */
            number: string;
            /** Trunk Id */
            trunk_id?: string | null;
        };
        /**
         * NumberOut
         * @description A number of ours. `open_now` null: it has no hours.
         */
        NumberOut: {
            /** After Hours Flow Id */
            after_hours_flow_id: string | null;
            /** Agent Id */
            agent_id: string | null;
            /** Agent Name */
            agent_name: string | null;
            /** Calls Per Second */
            calls_per_second: number | null;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Enabled */
            enabled: boolean;
            hours: components["schemas"]["Hours"] | null;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Label */
            label: string;
            /** Max Calls */
            max_calls: number | null;
            /** Number */
            number: string;
            /** Open Now */
            open_now: boolean | null;
            /** Revision */
            revision: number;
            /** Trunk Id */
            trunk_id: string | null;
            /**
             * Updated At
             * Format: date-time
             */
            updated_at: string;
        };
        /**
         * NumberPage
         * @description All numbers of ours, on one page.
         */
        NumberPage: {
            /** Items */
            items: components["schemas"]["NumberOut"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * NumberUpdate
         * @description PUT: all of it, and the row's `revision`.
         */
        NumberUpdate: {
            /**
             * After Hours Flow Id
             * @description The published flow that answers outside the hours; null: the caller hears the agent.
             */
            after_hours_flow_id?: string | null;
            /** Agent Id */
            agent_id?: string | null;
            /** Calls Per Second */
            calls_per_second?: number | null;
            /**
             * Enabled
             * @default true
             */
            enabled: boolean;
            hours?: components["schemas"]["Hours"] | null;
            /**
             * Label
             * @default
             */
            label: string;
            /** Max Calls */
            max_calls?: number | null;
            /** Number */
            number: string;
            /** Revision */
            revision: number;
            /** Trunk Id */
            trunk_id?: string | null;
        };
        /**
         * Opening
         * @description Open on these days from `start` to `end`, half-open; 24:00 is the day's end.
         */
        Opening: {
            /** Days */
            days: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
            /** End */
            end: string;
            /** Start */
            start: string;
        };
        /**
         * OutcomeIs
         * @description Null: none was kept.
         */
        OutcomeIs: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "outcome";
            /** Outcome */
            outcome: string | null;
        };
        /**
         * PassageOut
         * @description A passage that fits. `score` from 0 to 1.
         */
        PassageOut: {
            /**
             * Document Id
             * Format: uuid
             */
            document_id: string;
            /** Score */
            score: number;
            /** Text */
            text: string;
            /** Title */
            title: string;
        };
        /**
         * Persona
         * @description A caller whom the agent's model plays. It hangs up when its goal is reached, or after `most_turns`.
         */
        Persona: {
            /**
             * Goal
             * @default
             */
            goal: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "persona";
            /**
             * Most Turns
             * @default 12
             */
            most_turns: number;
            /** Persona */
            persona: string;
        };
        /**
         * PersonOut
         * @description Somebody simulated. `name` is a word for what this person does, `what` a sentence.
         */
        PersonOut: {
            /** Answers */
            answers: boolean;
            /** Name */
            name: string;
            /** Number */
            number: string;
            /** What */
            what: string;
        };
        /**
         * PersonPage
         * @description All whose numbers are fixed, on one page; behind the other practice numbers is somebody as well.
         */
        PersonPage: {
            /** Items */
            items: components["schemas"]["PersonOut"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * PlacedCall
         * @description A call that was asked for. `stream_url` and `token` are for the page that asked, on the browser line alone.
         */
        PlacedCall: {
            /** Agent Id */
            agent_id: string | null;
            /** Agent Muted */
            agent_muted: boolean;
            /** Agent Name */
            agent_name: string | null;
            /** Answered At */
            answered_at: string | null;
            /**
             * Call Id
             * Format: uuid
             */
            call_id: string;
            /** Campaign Id */
            campaign_id: string | null;
            /** Contact Metadata */
            contact_metadata: {
                [key: string]: unknown;
            };
            /** Contact Name */
            contact_name: string | null;
            /** Cost Estimate */
            cost_estimate: number | null;
            /** Cost Inr */
            cost_inr: number | null;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /**
             * Direction
             * @enum {string}
             */
            direction: "outbound" | "inbound";
            /** Duration Seconds */
            duration_seconds: number | null;
            /**
             * Eligible At
             * Format: date-time
             */
            eligible_at: string;
            /** Ended At */
            ended_at: string | null;
            /** Error Message */
            error_message: string | null;
            /** Extracted Data */
            extracted_data: {
                [key: string]: unknown;
            };
            /** Fidelity */
            fidelity: string | null;
            /**
             * Flow Draft
             * @description It walks a draft: GET /calls/{id}/flow has the canvas as it was then.
             */
            flow_draft: boolean;
            /** Flow Id */
            flow_id: string | null;
            /**
             * Flow Version
             * @description What it ran, or runs; null before it starts and in free talk.
             */
            flow_version: number | null;
            /** Hangup Requested At */
            hangup_requested_at: string | null;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Line */
            line: string;
            /**
             * Our Number
             * @description The number that was seen or, inbound, called.
             */
            our_number: string | null;
            /** Outcome */
            outcome: string | null;
            /** Phone Number */
            phone_number: string | null;
            /** Previous Call Id */
            previous_call_id: string | null;
            /** Reason */
            reason: string | null;
            /**
             * Recording Url
             * @description Path of the recording's sound; null when there is none.
             */
            recording_url: string | null;
            /** Reply P50 Ms */
            reply_p50_ms: number | null;
            /** Retry Count */
            retry_count: number;
            /**
             * Ring
             * @description Browser line: the open pages are rung, and the first to answer has the call.
             */
            ring: boolean;
            /** Sentiment */
            sentiment: string | null;
            /** Sip Status */
            sip_status: number | null;
            /** Started At */
            started_at: string | null;
            /**
             * Status
             * @enum {string}
             */
            status: "queued" | "ringing" | "in_progress" | "completed" | "failed" | "no_answer" | "busy" | "cancelled";
            /** Stream Url */
            stream_url: string | null;
            /** Summary */
            summary: string | null;
            /** Talk Time Seconds */
            talk_time_seconds: number | null;
            /** Token */
            token: string | null;
            /** Trunk Id */
            trunk_id: string | null;
        };
        /**
         * PreparedLine
         * @description One thing the agent can say, and what makes it say it.
         *
         *     `when`: keywords and phrases (core/scripts/matching.py has the notation: `*` word start, `..` gap, `+`, `|`).
         *     `say`: variants, taken in turn.
         *     `extract`: stored when the line is said; `$phone`, `$number`, `$yes_no` and `$text` come from the caller's words.
         *     `expects`: the same, filled by the caller's answer to this line.
         *     `on_yes`, `on_no`, `then`: the line after that answer; without them the agenda goes on.
         *     `again`: the question in short, asked again after a side question; without it the question is dropped.
         *     `retry`: said once when the answer had no value. `moves_on`: the next line of the agenda follows in one breath.
         *     `priority`: below zero yields to an awaited answer; higher beats a better match; 100 and above beats every rule,
         *     opt-out included (danger to life).
         */
        "PreparedLine-Input": {
            /** Again */
            again?: string | null;
            /**
             * Ends
             * @default false
             */
            ends: boolean;
            /** Expects */
            expects?: {
                [key: string]: string;
            };
            /** Extract */
            extract?: {
                [key: string]: string;
            };
            /** Id */
            id: string;
            /**
             * Moves On
             * @default false
             */
            moves_on: boolean;
            /** On No */
            on_no?: string | null;
            /** On Yes */
            on_yes?: string | null;
            /**
             * Once
             * @default false
             */
            once: boolean;
            /** Outcome */
            outcome?: string | null;
            /**
             * Priority
             * @default 0
             */
            priority: number;
            /** Retry */
            retry?: string | null;
            /** Say */
            say: string[];
            /** Then */
            then?: string | null;
            /** When */
            when?: string[];
        };
        /**
         * PreparedLine
         * @description One thing the agent can say, and what makes it say it.
         *
         *     `when`: keywords and phrases (core/scripts/matching.py has the notation: `*` word start, `..` gap, `+`, `|`).
         *     `say`: variants, taken in turn.
         *     `extract`: stored when the line is said; `$phone`, `$number`, `$yes_no` and `$text` come from the caller's words.
         *     `expects`: the same, filled by the caller's answer to this line.
         *     `on_yes`, `on_no`, `then`: the line after that answer; without them the agenda goes on.
         *     `again`: the question in short, asked again after a side question; without it the question is dropped.
         *     `retry`: said once when the answer had no value. `moves_on`: the next line of the agenda follows in one breath.
         *     `priority`: below zero yields to an awaited answer; higher beats a better match; 100 and above beats every rule,
         *     opt-out included (danger to life).
         */
        "PreparedLine-Output": {
            /** Again */
            again: string | null;
            /**
             * Ends
             * @default false
             */
            ends: boolean;
            /** Expects */
            expects: {
                [key: string]: string;
            };
            /** Extract */
            extract: {
                [key: string]: string;
            };
            /** Id */
            id: string;
            /**
             * Moves On
             * @default false
             */
            moves_on: boolean;
            /** On No */
            on_no: string | null;
            /** On Yes */
            on_yes: string | null;
            /**
             * Once
             * @default false
             */
            once: boolean;
            /** Outcome */
            outcome: string | null;
            /**
             * Priority
             * @default 0
             */
            priority: number;
            /** Retry */
            retry: string | null;
            /** Say */
            say: string[];
            /** Then */
            then: string | null;
            /** When */
            when: string[];
        };
        /**
         * PreparedLines
         * @description All an agent can say without a model. `next` is the agenda: line ids, in order.
         *
         *     The greeting is asked like a line: `greeting_no` follows a refusal; with `greeting_yes` only a clear yes goes on, to
         *     that line; `greeting_again` asks it once more after a side question.
         *     `silence`: the prompts, in order, before `silence_goodbye`.
         */
        "PreparedLines-Input": {
            /** Fallback */
            fallback: string[];
            /** Goodbye */
            goodbye: string;
            /** Greeting Again */
            greeting_again?: string | null;
            /** Greeting No */
            greeting_no?: string | null;
            /** Greeting Yes */
            greeting_yes?: string | null;
            /** Human */
            human: string;
            /** Identity */
            identity: string;
            /** Lines */
            lines?: components["schemas"]["PreparedLine-Input"][];
            /** Next */
            next?: string[];
            /** Opt Out Ack */
            opt_out_ack: string;
            /** Silence */
            silence: string[];
            /** Silence Goodbye */
            silence_goodbye: string;
            /** Time Up */
            time_up: string;
        };
        /**
         * PreparedLines
         * @description All an agent can say without a model. `next` is the agenda: line ids, in order.
         *
         *     The greeting is asked like a line: `greeting_no` follows a refusal; with `greeting_yes` only a clear yes goes on, to
         *     that line; `greeting_again` asks it once more after a side question.
         *     `silence`: the prompts, in order, before `silence_goodbye`.
         */
        "PreparedLines-Output": {
            /** Fallback */
            fallback: string[];
            /** Goodbye */
            goodbye: string;
            /** Greeting Again */
            greeting_again: string | null;
            /** Greeting No */
            greeting_no: string | null;
            /** Greeting Yes */
            greeting_yes: string | null;
            /** Human */
            human: string;
            /** Identity */
            identity: string;
            /** Lines */
            lines: components["schemas"]["PreparedLine-Output"][];
            /** Next */
            next: string[];
            /** Opt Out Ack */
            opt_out_ack: string;
            /** Silence */
            silence: string[];
            /** Silence Goodbye */
            silence_goodbye: string;
            /** Time Up */
            time_up: string;
        };
        /**
         * PreviewIn
         * @description A text of one's own; null: the language's sample sentence.
         */
        PreviewIn: {
            /** Language */
            language?: string | null;
            /**
             * Speed
             * @default 1
             */
            speed: number;
            /** Text */
            text?: string | null;
            /** Voice Id */
            voice_id: string;
        };
        /**
         * ProbeIn
         * @description Settings by key that are not saved yet and win over the stored ones; a secret's mask means the stored secret.
         */
        ProbeIn: {
            /** Values */
            values?: {
                [key: string]: unknown;
            };
        };
        /**
         * ProbeOut
         * @description What a test found. `details` are facts by name, such as account, models or workers.
         */
        ProbeOut: {
            /** Details */
            details: {
                [key: string]: unknown;
            };
            /** Hint */
            hint: string | null;
            /** Latency Ms */
            latency_ms: number;
            /** Message */
            message: string;
            /**
             * State
             * @enum {string}
             */
            state: "works" | "not_configured" | "wrong_key" | "unreachable" | "timed_out" | "model_not_found" | "refused";
        };
        /**
         * PublishIn
         * @description `note` says what is new.
         */
        PublishIn: {
            /**
             * Note
             * @default
             */
            note: string;
            /**
             * Revision
             * @description The draft's, as it was last read.
             */
            revision: number;
        };
        /** Ready */
        Ready: {
            /** Checks */
            checks: components["schemas"]["CheckOut"][];
            /**
             * Status
             * @enum {string}
             */
            status: "ready" | "not_ready";
        };
        /**
         * ReasonIs
         * @description Why the call ended, such as agent_ended, transferred or caller_hung_up.
         */
        ReasonIs: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "reason";
            /** Reason */
            reason: string;
        };
        /**
         * ReplyTime
         * @description Caller stops to agent starts, over all turns that were measured; null without one.
         */
        ReplyTime: {
            /** P50 Ms */
            p50_ms: number | null;
            /** P90 Ms */
            p90_ms: number | null;
            /** Turns */
            turns: number;
        };
        /**
         * RetryIn
         * @description `delay_minutes` until the new attempt may ring, at most a week.
         */
        RetryIn: {
            /**
             * Delay Minutes
             * @default 0
             */
            delay_minutes: number;
        };
        /** RevisionIn */
        RevisionIn: {
            /**
             * Revision
             * @description The draft's, as it was last read.
             */
            revision: number;
        };
        /**
         * RingIn
         * @description A practice person rings Tron: `from` is its number.
         */
        RingIn: {
            /**
             * Agent Id
             * Format: uuid
             */
            agent_id: string;
            /** Contact Metadata */
            contact_metadata?: {
                [key: string]: unknown;
            };
            /** Contact Name */
            contact_name?: string | null;
            /**
             * Fidelity
             * @default audio
             * @enum {string}
             */
            fidelity: "audio" | "text";
            /** From */
            from: string;
        };
        /** RunAllIn */
        RunAllIn: {
            /** Version */
            version?: number | null;
        };
        /**
         * RunIn
         * @description `version` null: the draft. `tries` null: as the scenario says; it must then pass the same share of them.
         *
         *     With fewer tries than the scenario asks for a run opens no way to publishing.
         *
         *     `spoken`: as calls on the practice line, over a telephone's narrow band with noise and lost packets. Calls walk
         *     published versions: `version` null is the latest one then.
         */
        RunIn: {
            /**
             * Spoken
             * @default false
             */
            spoken: boolean;
            /** Tries */
            tries?: number | null;
            /** Version */
            version?: number | null;
        };
        /**
         * RunProblem
         * @description Why a run could not be held.
         */
        RunProblem: {
            /** Code */
            code: string;
            /** Message */
            message: string;
        };
        /**
         * Said
         * @description One of the agent's utterances matches, upper and lower case alike.
         */
        Said: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "said";
            /** Regex */
            regex: string;
        };
        /** ScenarioIn */
        ScenarioIn: {
            /** Agent Id */
            agent_id?: string | null;
            /** Assertions */
            assertions: (components["schemas"]["Visited"] | components["schemas"]["NotVisited"] | components["schemas"]["VariableIs"] | components["schemas"]["OutcomeIs"] | components["schemas"]["ReasonIs"] | components["schemas"]["Said"] | components["schemas"]["NotSaid"] | components["schemas"]["Judged"])[];
            /** Caller */
            caller: components["schemas"]["Script"] | components["schemas"]["Persona"];
            /** Colleagues */
            colleagues?: {
                [key: string]: "answers" | "busy" | "no_answer" | "declined" | "unreachable";
            };
            /** Language */
            language?: string | null;
            /**
             * Must Pass
             * @default 1
             */
            must_pass: number;
            /** Name */
            name: string;
            /** Node */
            node?: string | null;
            /**
             * Tries
             * @default 1
             */
            tries: number;
            /** Variables */
            variables?: {
                [key: string]: unknown;
            };
        };
        /**
         * ScenarioOut
         * @description A scenario with what came of it last, null where there is nothing yet.
         *
         *     `last_run`: of the draft, in writing; `last_spoken_run`: as calls; `current_run`: the newest that is not over yet.
         */
        ScenarioOut: {
            /** Agent Id */
            agent_id: string | null;
            /** Assertions */
            assertions: (components["schemas"]["Visited"] | components["schemas"]["NotVisited"] | components["schemas"]["VariableIs"] | components["schemas"]["OutcomeIs"] | components["schemas"]["ReasonIs"] | components["schemas"]["Said"] | components["schemas"]["NotSaid"] | components["schemas"]["Judged"])[];
            /** Caller */
            caller: components["schemas"]["Script"] | components["schemas"]["Persona"];
            /** Colleagues */
            colleagues: {
                [key: string]: "answers" | "busy" | "no_answer" | "declined" | "unreachable";
            };
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            current_run: components["schemas"]["ScenarioRunOut"] | null;
            /**
             * Flow Id
             * Format: uuid
             */
            flow_id: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Language */
            language: string | null;
            last_run: components["schemas"]["ScenarioRunOut"] | null;
            last_spoken_run: components["schemas"]["ScenarioRunOut"] | null;
            /** Must Pass */
            must_pass: number;
            /** Name */
            name: string;
            /** Node */
            node: string | null;
            /** Revision */
            revision: number;
            /** Tries */
            tries: number;
            /**
             * Updated At
             * Format: date-time
             */
            updated_at: string;
            /** Variables */
            variables: {
                [key: string]: unknown;
            };
        };
        /**
         * ScenarioPage
         * @description All scenarios of a flow, by name.
         *
         *     `may_decide`: whoever asks is an owner, who alone says whether they must pass before the flow is published, and
         *     changes or deletes them while they must.
         */
        ScenarioPage: {
            /** Items */
            items: components["schemas"]["ScenarioOut"][];
            /** May Decide */
            may_decide: boolean;
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * ScenarioRunOut
         * @description A run of a scenario, which a worker holds. It is over once `state` is neither queued nor running.
         *
         *     `runs`: its tries; `results`: those that are over, `done` of them. `stale`: the scenario has changed since, or what
         *     was walked is not the present draft. `error`: why it came to no end by itself.
         */
        ScenarioRunOut: {
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Done */
            done: number;
            /** Ended At */
            ended_at: string | null;
            error: components["schemas"]["RunProblem"] | null;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Passed */
            passed: boolean;
            /** Passes */
            passes: number;
            /** Results */
            results: components["schemas"]["TryOut"][];
            /** Runs */
            runs: number;
            /**
             * Scenario Id
             * Format: uuid
             */
            scenario_id: string;
            /** Seconds */
            seconds: number;
            /** Spoken */
            spoken: boolean;
            /** Stale */
            stale: boolean;
            /** Started At */
            started_at: string | null;
            /**
             * State
             * @enum {string}
             */
            state: "queued" | "running" | "passed" | "failed" | "error" | "cancelled";
            /** Version */
            version: number | null;
        };
        /**
         * ScenarioRunPage
         * @description The runs of a scenario, the newest first.
         */
        ScenarioRunPage: {
            /** Items */
            items: components["schemas"]["ScenarioRunOut"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * ScenarioUpdate
         * @description The whole scenario as it is to be.
         */
        ScenarioUpdate: {
            /** Agent Id */
            agent_id?: string | null;
            /** Assertions */
            assertions: (components["schemas"]["Visited"] | components["schemas"]["NotVisited"] | components["schemas"]["VariableIs"] | components["schemas"]["OutcomeIs"] | components["schemas"]["ReasonIs"] | components["schemas"]["Said"] | components["schemas"]["NotSaid"] | components["schemas"]["Judged"])[];
            /** Caller */
            caller: components["schemas"]["Script"] | components["schemas"]["Persona"];
            /** Colleagues */
            colleagues?: {
                [key: string]: "answers" | "busy" | "no_answer" | "declined" | "unreachable";
            };
            /** Language */
            language?: string | null;
            /**
             * Must Pass
             * @default 1
             */
            must_pass: number;
            /** Name */
            name: string;
            /** Node */
            node?: string | null;
            /** Revision */
            revision: number;
            /**
             * Tries
             * @default 1
             */
            tries: number;
            /** Variables */
            variables?: {
                [key: string]: unknown;
            };
        };
        /**
         * Script
         * @description What the caller does, turn by turn; when all is said and the flow still listens, they hang up.
         */
        Script: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "script";
            /** Turns */
            turns: (components["schemas"]["CallerTurn"] | string)[];
        };
        /**
         * SeatOut
         * @description Who listens, or has taken over.
         */
        SeatOut: {
            /** By */
            by: string;
            /**
             * Seat
             * Format: uuid
             */
            seat: string;
            /** Taken Over */
            taken_over: boolean;
        };
        /**
         * SecretIn
         * @description A secret's value: one line of plain characters. It is never shown again.
         */
        SecretIn: {
            /** Value */
            value: string;
        };
        /**
         * SecretOut
         * @description That a secret is there, and what refers to it.
         */
        SecretOut: {
            /** Name */
            name: string;
            /**
             * Updated At
             * Format: date-time
             */
            updated_at: string;
            /** Used By */
            used_by: string[];
        };
        /**
         * SecretPage
         * @description All secrets, by name.
         */
        SecretPage: {
            /** Items */
            items: components["schemas"]["SecretOut"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * SenderIn
         * @description An account that sends messages. `settings` fit its kind's form (GET /message-kinds); secrets stay sealed.
         */
        SenderIn: {
            /**
             * Enabled
             * @default true
             */
            enabled: boolean;
            /**
             * Is Default
             * @description Takes the messages of its channel.
             * @default false
             */
            is_default: boolean;
            /** Kind */
            kind: string;
            /** Name */
            name: string;
            /** Settings */
            settings?: {
                [key: string]: unknown;
            };
        };
        /**
         * SenderKind
         * @description A kind of sender, and the form of its accounts.
         */
        SenderKind: {
            /**
             * Channel
             * @enum {string}
             */
            channel: "sms" | "whatsapp";
            /** Form */
            form: components["schemas"]["LineFormField"][];
            /** Name */
            name: string;
            /** Title */
            title: string;
        };
        /**
         * SenderKindPage
         * @description All kinds, on one page.
         */
        SenderKindPage: {
            /** Items */
            items: components["schemas"]["SenderKind"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * SenderOut
         * @description A sender; of its secrets only their names. `hook_url` is what the vendor is told; null without a public URL.
         */
        SenderOut: {
            /**
             * Channel
             * @enum {string}
             */
            channel: "sms" | "whatsapp";
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Enabled */
            enabled: boolean;
            /** Hook Url */
            hook_url: string | null;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Is Default */
            is_default: boolean;
            /** Kind */
            kind: string;
            /** Name */
            name: string;
            /** Revision */
            revision: number;
            /** Secrets Set */
            secrets_set: string[];
            /** Settings */
            settings: {
                [key: string]: unknown;
            };
            /**
             * Updated At
             * Format: date-time
             */
            updated_at: string;
        };
        /**
         * SenderPage
         * @description All senders, on one page.
         */
        SenderPage: {
            /** Items */
            items: components["schemas"]["SenderOut"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * SenderUpdate
         * @description PUT: all of it, and the row's `revision`. A secret that is left out stays as it is; null takes it away.
         */
        SenderUpdate: {
            /**
             * Enabled
             * @default true
             */
            enabled: boolean;
            /**
             * Is Default
             * @description Takes the messages of its channel.
             * @default false
             */
            is_default: boolean;
            /** Kind */
            kind: string;
            /** Name */
            name: string;
            /** Revision */
            revision: number;
            /** Settings */
            settings?: {
                [key: string]: unknown;
            };
        };
        /**
         * ServerRecordingOut
         * @description What LiveKit Egress records of a call, beside Tron or in its place: left the agent, right the caller.
         *
         *     `trouble`: why it is not whole, or why Tron's own recording stays all the same. `location` is a URL, or a path as
         *     Egress sees it; `url` the path by which Tron gives the file, where that lies in Tron's folder.
         */
        ServerRecordingOut: {
            /** Detail */
            detail: string | null;
            /** Location */
            location: string | null;
            /** Seconds */
            seconds: number | null;
            /** Size */
            size: number | null;
            /**
             * State
             * @enum {string}
             */
            state: "starting" | "active" | "complete" | "failed";
            /** Trouble */
            trouble: ("no_service" | "refused" | "unreachable" | "failed" | "aborted" | "limit" | "short" | "not_seen" | "lost") | null;
            /** Url */
            url: string | null;
        };
        /**
         * SettingOut
         * @description One setting. A secret has `mask` and never `value`; both are null when it is not set.
         */
        SettingOut: {
            /**
             * Advanced
             * @description Few need it: forms fold it away.
             */
            advanced: boolean;
            /** Category */
            category: string;
            /** Default */
            default: unknown;
            /**
             * Env Name
             * @description The variable that holds the value, or the one that could.
             */
            env_name: string;
            /** Help */
            help: string;
            /** Key */
            key: string;
            /** Limits */
            limits: {
                [key: string]: unknown;
            };
            /** Mask */
            mask: string | null;
            /** Secret */
            secret: boolean;
            /**
             * Source
             * @enum {string}
             */
            source: "environment" | "stored" | "default";
            /** Title */
            title: string;
            /**
             * Type
             * @enum {string}
             */
            type: "text" | "url" | "phone" | "integer" | "decimal" | "switch" | "list" | "time" | "json";
            /** Unit */
            unit: string | null;
            /** Value */
            value: unknown;
        };
        /**
         * SettingsIn
         * @description Changes by key. Null takes a key back to its default; the mask of a secret changes nothing.
         */
        SettingsIn: {
            /** Revision */
            revision: number;
            /** Values */
            values: {
                [key: string]: unknown;
            };
        };
        /**
         * SettingsOut
         * @description All settings and the one revision they share.
         */
        SettingsOut: {
            /** Items */
            items: components["schemas"]["SettingOut"][];
            /** Revision */
            revision: number;
        };
        /**
         * SetUpIn
         * @description What is wanted. With `by_twilio` address, user and password are made at Twilio.
         */
        SetUpIn: {
            /**
             * Address
             * @description The carrier's host, with a port if need be.
             * @default
             */
            address: string;
            /** Allowed Addresses */
            allowed_addresses?: string[];
            /**
             * By Twilio
             * @default false
             */
            by_twilio: boolean;
            /**
             * Name
             * @default Tron
             */
            name: string;
            /** Numbers */
            numbers: string[];
            /** Password */
            password?: string | null;
            /**
             * Sip Host
             * @description Where Twilio sends calls: the LiveKit project's SIP address.
             * @default
             */
            sip_host: string;
            /**
             * Transport
             * @default auto
             * @enum {string}
             */
            transport: "auto" | "udp" | "tcp" | "tls";
            /**
             * Trunk Id
             * @description The trunk of Tron's that is set up again.
             */
            trunk_id?: string | null;
            /**
             * Username
             * @default
             */
            username: string;
        };
        /**
         * SetUpOut
         * @description What was done. `ok` false: the last step failed, and nothing after it was tried.
         */
        SetUpOut: {
            /** Ok */
            ok: boolean;
            /** Steps */
            steps: components["schemas"]["StepOut"][];
            /**
             * Trunk Id
             * @description The trunk of Tron's that goes by it now.
             */
            trunk_id: string | null;
        };
        /**
         * SimulateIn
         * @description `version`: a published one in place of the draft. `node`: where to begin in place of the start.
         */
        SimulateIn: {
            /** Agent Id */
            agent_id?: string | null;
            /**
             * Canvas Data
             * @description A draft that is not stored; null: the stored one.
             */
            canvas_data?: {
                [key: string]: unknown;
            } | null;
            /** Colleagues */
            colleagues?: {
                [key: string]: "answers" | "busy" | "no_answer" | "declined" | "unreachable";
            };
            /** Language */
            language?: string | null;
            /** Node */
            node?: string | null;
            /**
             * Run Tools
             * @default false
             */
            run_tools: boolean;
            /** Variables */
            variables?: {
                [key: string]: unknown;
            };
            /** Version */
            version?: number | null;
        };
        /**
         * SimulationOut
         * @description `waiting`: the flow listens. `steps`: the new ones, or all of them after a step back or an interruption.
         */
        SimulationOut: {
            /** Session Id */
            session_id: string;
            state: components["schemas"]["WalkState"];
            /** Steps */
            steps: components["schemas"]["Step"][];
            /** Waiting */
            waiting: boolean;
        };
        /**
         * SoftphoneCode
         * @description A QR code. `grandstream`: apps that read Grandstream's account file (GS Wave); `sip`: a SIP address.
         */
        SoftphoneCode: {
            /**
             * Kind
             * @enum {string}
             */
            kind: "grandstream" | "sip";
            /**
             * Svg
             * @description The picture as a data: address.
             */
            svg: string;
        };
        /**
         * SoftphoneOut
         * @description What a softphone has to know: to type, and as codes to read. It holds the password.
         */
        SoftphoneOut: {
            /** Codes */
            codes: components["schemas"]["SoftphoneCode"][];
            /** Host */
            host: string;
            /** Name */
            name: string;
            /** Password */
            password: string;
            /** Port */
            port: number;
            /** Transport */
            transport: string;
            /** User */
            user: string;
        };
        /** Spoken */
        Spoken: {
            /**
             * Role
             * @enum {string}
             */
            role: "agent" | "caller";
            /** Text */
            text: string;
        };
        /**
         * Step
         * @description `at`: seconds of the call. An agent's step has what it took; `flow.node_left` says how a node was left.
         *
         *     type node: it is entered. `latency_ms`: time that Tron and vendors took for it, without the caller's own.
         */
        Step: {
            /** At */
            at: number;
            /** Event */
            event: string | null;
            /** Handle */
            handle: string | null;
            /**
             * Interrupted
             * @description The caller cut it here: `text` is what was heard.
             */
            interrupted: boolean | null;
            /** Keys */
            keys: string | null;
            /** Latency Ms */
            latency_ms: number | null;
            /**
             * Node
             * @description Its path: `subflow node/inner node`.
             */
            node: string | null;
            /** Node Type */
            node_type: string | null;
            /** Payload */
            payload: {
                [key: string]: unknown;
            } | null;
            /** Text */
            text: string | null;
            /**
             * Tokens
             * @description Read and written by models.
             */
            tokens: number | null;
            /**
             * Type
             * @enum {string}
             */
            type: "agent" | "caller" | "node" | "event";
            /**
             * Variables
             * @description Those that the node changed.
             */
            variables: {
                [key: string]: unknown;
            } | null;
        };
        /**
         * StepOut
         * @description One thing that was looked at, made or changed. `name`: what it is called there.
         */
        StepOut: {
            /**
             * Added
             * @description Those of `numbers` that were missing where the rest was there.
             */
            added: string[];
            /**
             * Code
             * @enum {string}
             */
            code: "twilio_account" | "twilio_trunk" | "twilio_credentials" | "twilio_origination" | "twilio_number" | "server" | "sip" | "outbound" | "inbound" | "rule" | "trunk" | "numbers";
            /** Detail */
            detail: string;
            /** Name */
            name: string;
            /**
             * Numbers
             * @description Calls to these are taken, in each form in which a carrier may write them.
             */
            numbers: string[];
            /**
             * State
             * @enum {string}
             */
            state: "made" | "there" | "changed" | "failed";
            /** Trouble */
            trouble: ("missing" | "no_account" | "no_host" | "wrong_key" | "clock" | "unreachable" | "no_livekit" | "no_sip" | "no_number" | "refused") | null;
        };
        /**
         * StreamOut
         * @description Where a page speaks in a call: a path below the base path or a WebSocket URL, and a token that opens it once.
         */
        StreamOut: {
            /**
             * Call Id
             * Format: uuid
             */
            call_id: string;
            /** Stream Url */
            stream_url: string;
            /** Token */
            token: string;
        };
        /**
         * SupervisionIn
         * @description What a supervisor wants of a live call.
         */
        SupervisionIn: {
            /**
             * Action
             * @description `listen`: hear both sides, heard by nobody. `whisper`: an instruction to the agent's model. `say`: the agent says this sentence next. `take_over`: speak with the caller in the agent's place. `hand_back`: the agent goes on.
             * @enum {string}
             */
            action: "listen" | "whisper" | "say" | "take_over" | "hand_back";
            /**
             * Seat
             * @description Of `take_over`: the seat from which you listen already; null asks for a new one.
             */
            seat?: string | null;
            /**
             * Text
             * @description Of `whisper` and `say`, at most 500 characters.
             */
            text?: string | null;
        };
        /**
         * SupervisionOut
         * @description What was asked for. `stream_url` and `token` open the sound of a new seat, as those of a browser call do.
         *
         *     `heeded` is told of a whisper: false where no model hears it now. `why`: no_model, or fixed_lines where the flow
         *     stands at a step whose lines are written; then it waits for the next step in which the model answers.
         */
        SupervisionOut: {
            /**
             * Action
             * @enum {string}
             */
            action: "listen" | "whisper" | "say" | "take_over" | "hand_back";
            /** By */
            by: string;
            /**
             * Call Id
             * Format: uuid
             */
            call_id: string;
            /** Heeded */
            heeded: boolean | null;
            /** Seat */
            seat: string | null;
            /** Stream Url */
            stream_url: string | null;
            /** Token */
            token: string | null;
            /** Why */
            why: ("no_model" | "fixed_lines") | null;
        };
        /**
         * SupervisionState
         * @description Who supervises a call now. `taken_over_by`: who speaks in the agent's place.
         */
        SupervisionState: {
            /**
             * Call Id
             * Format: uuid
             */
            call_id: string;
            /** Seats */
            seats: components["schemas"]["SeatOut"][];
            /** Taken Over By */
            taken_over_by: string | null;
        };
        /**
         * TemplateAgent
         * @description The agent a template makes. Texts may hold `{{ contact_name }}` and metadata names (scripts/render.py).
         *
         *     `voice_speed` is a multiplier, `max_call_duration` seconds. `greeting_short_text` is said when the caller talks over
         *     the opening with "hello? who is this?". `outcomes` are all the talk can end with; `success_outcomes` part of them.
         *     `call_category` and `loan_recovery`: what its calls are for in India's law; whoever makes an agent of it may say
         *     otherwise.
         */
        TemplateAgent: {
            /**
             * Call Category
             * @enum {string}
             */
            call_category: "promotional" | "service" | "transactional";
            /** Greeting Short Text */
            greeting_short_text: string;
            /** Greeting Text */
            greeting_text: string;
            guardrails: components["schemas"]["Guardrails-Output"];
            /** Language */
            language: string;
            /** Loan Recovery */
            loan_recovery: boolean;
            /** Max Call Duration */
            max_call_duration: number;
            /** Name */
            name: string;
            /** Outcomes */
            outcomes: string[];
            /** Persona */
            persona: string;
            prepared_lines: components["schemas"]["PreparedLines-Output"];
            /** Success Outcomes */
            success_outcomes: string[];
            /**
             * Tone
             * @enum {string}
             */
            tone: "professional" | "friendly" | "casual" | "formal" | "empathetic";
            /** Tools Enabled */
            tools_enabled: string[];
            /** Voice Id */
            voice_id: string;
            /** Voice Speed */
            voice_speed: number;
        };
        /**
         * TemplateIn
         * @description Approved words. `dlt_template_id` and `header` are SMS's, `whatsapp_name` and `language` WhatsApp's.
         */
        TemplateIn: {
            /**
             * Category
             * @default promotional
             * @enum {string}
             */
            category: "promotional" | "service" | "transactional";
            /**
             * Channel
             * @enum {string}
             */
            channel: "sms" | "whatsapp";
            /**
             * Dlt Template Id
             * @default
             */
            dlt_template_id: string;
            /**
             * Header
             * @description The registered sender id; empty: the sender's own.
             * @default
             */
            header: string;
            /**
             * Language
             * @default
             */
            language: string;
            /** Name */
            name: string;
            /**
             * Text
             * @description As registered, each of its variables as a {{name}}.
             */
            text: string;
            /**
             * Whatsapp Name
             * @default
             */
            whatsapp_name: string;
        };
        /**
         * TemplateOut
         * @description A template. `variables` are the names in its text, in their order.
         */
        TemplateOut: {
            /**
             * Category
             * @enum {string}
             */
            category: "promotional" | "service" | "transactional";
            /**
             * Channel
             * @enum {string}
             */
            channel: "sms" | "whatsapp";
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Dlt Template Id */
            dlt_template_id: string;
            /** Header */
            header: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Language */
            language: string;
            /** Name */
            name: string;
            /** Revision */
            revision: number;
            /** Text */
            text: string;
            /**
             * Updated At
             * Format: date-time
             */
            updated_at: string;
            /** Variables */
            variables: string[];
            /** Whatsapp Name */
            whatsapp_name: string;
        };
        /**
         * TemplateUpdate
         * @description PUT: all of it, and the row's `revision`.
         */
        TemplateUpdate: {
            /**
             * Category
             * @default promotional
             * @enum {string}
             */
            category: "promotional" | "service" | "transactional";
            /**
             * Channel
             * @enum {string}
             */
            channel: "sms" | "whatsapp";
            /**
             * Dlt Template Id
             * @default
             */
            dlt_template_id: string;
            /**
             * Header
             * @description The registered sender id; empty: the sender's own.
             * @default
             */
            header: string;
            /**
             * Language
             * @default
             */
            language: string;
            /** Name */
            name: string;
            /** Revision */
            revision: number;
            /**
             * Text
             * @description As registered, each of its variables as a {{name}}.
             */
            text: string;
            /**
             * Whatsapp Name
             * @default
             */
            whatsapp_name: string;
        };
        /**
         * TestCallIn
         * @description A quick call with one agent, on the practice line unless another is named.
         */
        TestCallIn: {
            /**
             * Contact Metadata
             * @description Names for {{...}} in what the agent says; at most 50 keys and 10 kB.
             */
            contact_metadata?: {
                [key: string]: unknown;
            };
            /** Contact Name */
            contact_name?: string | null;
            /**
             * Fidelity
             * @description Practice line only: with sound, or words alone.
             */
            fidelity?: ("audio" | "text") | null;
            /**
             * Flow Version
             * @description `draft`: the agent's flow as it is drawn now, where nobody's phone rings. Null: as any call.
             */
            flow_version?: "draft" | null;
            /**
             * Line
             * @default sandbox
             */
            line: string;
            /**
             * Phone Number
             * @description E.164, or ten Indian digits. Practice: +9100000NNNNN. None on the browser line.
             */
            phone_number?: string | null;
            /**
             * Ring
             * @description Browser line only: ring the open pages; else whoever asks connects by stream_url.
             * @default false
             */
            ring: boolean;
            /**
             * Says
             * @description Practice line only: what whoever answers says, a line for each turn; then they hang up. `#12#` presses keys, an empty line stays silent, `!` hangs up; `~1.5 ` before one of these does it over the agent, 1.5 seconds after it began to speak.
             */
            says?: string[] | null;
        };
        /**
         * TestNodeIn
         * @description One node by itself. `heard`: what the caller said before it; `inputs`: what they do while it runs.
         */
        TestNodeIn: {
            /** Agent Id */
            agent_id?: string | null;
            /**
             * Canvas Data
             * @description A draft that is not stored; null: the stored one.
             */
            canvas_data?: {
                [key: string]: unknown;
            } | null;
            /** Colleagues */
            colleagues?: {
                [key: string]: "answers" | "busy" | "no_answer" | "declined" | "unreachable";
            };
            heard?: components["schemas"]["CallerTurn"] | null;
            /** Inputs */
            inputs?: (components["schemas"]["CallerTurn"] | string)[];
            /** Language */
            language?: string | null;
            /** Node Id */
            node_id: string;
            /**
             * Run Tools
             * @default false
             */
            run_tools: boolean;
            /** Variables */
            variables?: {
                [key: string]: unknown;
            };
        };
        /**
         * TestNodeOut
         * @description `handle` null: it did not leave by one (the call ended, or it still waits, as `problems` says).
         */
        TestNodeOut: {
            /** Handle */
            handle: string | null;
            /** Problems */
            problems: components["schemas"]["NodeProblem"][];
            /** Said */
            said: string[];
            /** Seconds */
            seconds: number;
            /** Steps */
            steps: components["schemas"]["Step"][];
            /** Variables */
            variables: {
                [key: string]: unknown;
            };
        };
        /**
         * TextDocumentIn
         * @description Text that somebody wrote; Markdown's headings and tables count.
         */
        TextDocumentIn: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "text";
            /** Text */
            text: string;
            /** Title */
            title: string;
        };
        /**
         * ToolTestIn
         * @description Arguments to try a stored tool with.
         */
        ToolTestIn: {
            /** Arguments */
            arguments?: {
                [key: string]: unknown;
            };
        };
        /**
         * ToolTestOut
         * @description What a try gave. `text` is what the model would read; `code` and `hint` say what went wrong.
         */
        ToolTestOut: {
            /** Code */
            code: string | null;
            /** Hint */
            hint: string | null;
            /** Ok */
            ok: boolean;
            /** Seconds */
            seconds: number;
            /** Status */
            status: number | null;
            /** Text */
            text: string;
            /** Url */
            url: string | null;
        };
        /**
         * TranscriptLine
         * @description What one side said. `start` and `end` are seconds since the answer; `text` is what was really heard.
         *
         *     `english`: the same in English, written after the call; null where it was not.
         */
        TranscriptLine: {
            /** End */
            end: number | null;
            /** English */
            english: string | null;
            /** Interrupted */
            interrupted: boolean | null;
            /** Role */
            role: string;
            /** Start */
            start: number | null;
            /** Text */
            text: string;
        };
        /**
         * TemplatePage
         * @description All templates, in the order they are shown.
         */
        tron__api__agents__TemplatePage: {
            /** Items */
            items: components["schemas"]["AgentTemplate"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * TemplatePage
         * @description All templates, on one page.
         */
        tron__core__models__message__TemplatePage: {
            /** Items */
            items: components["schemas"]["TemplateOut"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * TrunkIn
         * @description An account or a trunk of a line. `settings` fit the line's form (GET /lines); secrets in it are kept sealed.
         */
        TrunkIn: {
            /**
             * Caller Ids
             * @description Its own numbers, E.164.
             */
            caller_ids?: string[];
            /**
             * Calls Per Second
             * @default 1
             */
            calls_per_second: number;
            /**
             * Enabled
             * @default true
             */
            enabled: boolean;
            /**
             * Fallback Id
             * @description The trunk that is tried when this one cannot connect.
             */
            fallback_id?: string | null;
            /**
             * Is Default
             * @description Takes the calls of its line that name no trunk.
             * @default false
             */
            is_default: boolean;
            /** Line */
            line: string;
            /**
             * Max Calls
             * @description Calls at one moment, both ways, all workers.
             * @default 10
             */
            max_calls: number;
            /** Name */
            name: string;
            /** Settings */
            settings?: {
                [key: string]: unknown;
            };
        };
        /**
         * TrunkOut
         * @description A trunk; of its secrets only their names. `live_calls` are those of this moment.
         */
        TrunkOut: {
            /** Backoff Until */
            backoff_until: string | null;
            /** Caller Ids */
            caller_ids: string[];
            /** Calls Per Second */
            calls_per_second: number;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Enabled */
            enabled: boolean;
            /** Fallback Id */
            fallback_id: string | null;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Is Default */
            is_default: boolean;
            /** Line */
            line: string;
            /** Live Calls */
            live_calls: number;
            /** Max Calls */
            max_calls: number;
            /** Name */
            name: string;
            /** Revision */
            revision: number;
            /** Secrets Set */
            secrets_set: string[];
            /** Settings */
            settings: {
                [key: string]: unknown;
            };
            /**
             * Updated At
             * Format: date-time
             */
            updated_at: string;
        };
        /**
         * TrunkPage
         * @description All trunks, on one page.
         */
        TrunkPage: {
            /** Items */
            items: components["schemas"]["TrunkOut"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * TrunkStateOut
         * @description How a trunk is right now: `missing` names what is not set.
         *
         *     `detail` says it in English; `note` is its code and `values` what stands in it, for pages with their own words.
         */
        TrunkStateOut: {
            /** Detail */
            detail: string;
            /** Missing */
            missing: string[];
            /** Note */
            note: ("no_set_up" | "no_line" | "too_slow" | "trunk_off" | "settings_missing" | "no_public_url" | "no_account" | "unknown_account" | "vendor_silent" | "reached" | "not_reached" | "no_websocket" | "sip_library" | "sip_no_trunk" | "sip_no_gateway" | "sip_runs" | "sip_new_account" | "sip_registered" | "sip_static" | "sip_account_off" | "sip_refused" | "sip_bad_account" | "sip_registering" | "sip_registering_again" | "sip_no_softphone" | "livekit_missing" | "livekit_no_trunk" | "livekit_bad_trunk" | "livekit_answers" | "livekit_has_trunk" | "livekit_lacks_trunk" | "livekit_lacks_forms" | "livekit_away" | "livekit_wrong_key" | "livekit_no_sip" | "livekit_refused") | null;
            /**
             * State
             * @enum {string}
             */
            state: "ready" | "waiting" | "missing" | "failing" | "off";
            /** Values */
            values: {
                [key: string]: string | number;
            };
        };
        /**
         * TrunkTestOut
         * @description Whether this trunk can be tested now, what is missing, and what its last test found.
         */
        TrunkTestOut: {
            /** Lacks */
            lacks: ("number" | "number_off" | "softphone" | "trunk_off" | "line" | "worker") | null;
            last: components["schemas"]["LineTestOut"] | null;
            /**
             * Number
             * @description The number that a test rings.
             */
            number: string | null;
            /** Ready */
            ready: boolean;
        };
        /**
         * TrunkUpdate
         * @description PUT: all of it, and the row's `revision`. A secret that is left out stays as it is; null takes it away.
         */
        TrunkUpdate: {
            /**
             * Caller Ids
             * @description Its own numbers, E.164.
             */
            caller_ids?: string[];
            /**
             * Calls Per Second
             * @default 1
             */
            calls_per_second: number;
            /**
             * Enabled
             * @default true
             */
            enabled: boolean;
            /**
             * Fallback Id
             * @description The trunk that is tried when this one cannot connect.
             */
            fallback_id?: string | null;
            /**
             * Is Default
             * @description Takes the calls of its line that name no trunk.
             * @default false
             */
            is_default: boolean;
            /** Line */
            line: string;
            /**
             * Max Calls
             * @description Calls at one moment, both ways, all workers.
             * @default 10
             */
            max_calls: number;
            /** Name */
            name: string;
            /** Revision */
            revision: number;
            /** Settings */
            settings?: {
                [key: string]: unknown;
            };
        };
        /**
         * TryOut
         * @description One conversation. `problem`: why it could not be held to its end, such as no model to play the caller.
         *
         *     `problem_note` and `problem_values` say the same as a code, where Tron has one.
         */
        TryOut: {
            /** Assertions */
            assertions: components["schemas"]["AssertionResult"][];
            /**
             * Call Id
             * @description Of a spoken try.
             */
            call_id: string | null;
            /** Outcome */
            outcome: string | null;
            /** Passed */
            passed: boolean;
            /** Path */
            path: string[];
            /** Problem */
            problem: string | null;
            /** Problem Note */
            problem_note: ("not_visited" | "visited" | "variable" | "variable_empty" | "outcome" | "no_outcome" | "reason" | "no_reason" | "not_said" | "said" | "no_judge" | "no_verdict" | "judged_no" | "no_model" | "caller_silent" | "model_late" | "model_failed" | "too_long" | "broke" | "no_worker" | "call_too_long" | "not_answered" | "no_time") | null;
            /** Problem Values */
            problem_values: {
                [key: string]: string | number | string[];
            };
            /** Reason */
            reason: string | null;
            /**
             * Seconds
             * @description That the try took.
             */
            seconds: number;
            /** Talk */
            talk: components["schemas"]["Spoken"][];
            /** Tokens */
            tokens: number;
            /** Variables */
            variables: {
                [key: string]: unknown;
            };
            /**
             * Ways
             * @description The handle that each node of the path was left by; null where that was not kept.
             */
            ways: (string | null)[] | null;
        };
        /**
         * UnsavedToolTestIn
         * @description A tool that is not saved yet, and arguments to try it with.
         */
        UnsavedToolTestIn: {
            /** Arguments */
            arguments?: {
                [key: string]: unknown;
            };
            tool: components["schemas"]["HttpToolIn"];
        };
        /**
         * UrlDocumentIn
         * @description A page or file on the open internet. Without a title it gets the page's own.
         */
        UrlDocumentIn: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "url";
            /** Title */
            title?: string | null;
            /** Url */
            url: string;
        };
        /**
         * ValidateIn
         * @description Null: the draft as it is stored.
         */
        ValidateIn: {
            /** Canvas Data */
            canvas_data?: {
                [key: string]: unknown;
            } | null;
        };
        /**
         * VariableIs
         * @description `name` may be a path such as order.items.0.
         */
        VariableIs: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "variable";
            /** Name */
            name: string;
            /**
             * Operator
             * @default not_empty
             * @enum {string}
             */
            operator: "equals" | "not_equals" | "contains" | "greater" | "less" | "is_empty" | "not_empty" | "matches";
            /**
             * Value
             * @default
             */
            value: string;
        };
        /**
         * VendorOut
         * @description One vendor as calls have found it. `state` open: it is skipped for now; unknown: no call has asked it yet.
         *
         *     `reason` tells why it is not well, `fix` what a person can do, `setting` the key of the setting to look at.
         *     `asked_at`: when it last answered or failed. `latency_ms`: the usual wait for its first byte, token or word.
         */
        VendorOut: {
            /** Asked At */
            asked_at: string | null;
            /** Failed At */
            failed_at: string | null;
            /** Failures */
            failures: number;
            /** Fix */
            fix: string | null;
            /**
             * Kind
             * @enum {string}
             */
            kind: "stt" | "tts" | "llm";
            /** Latency Ms */
            latency_ms: number | null;
            /** Model */
            model: string | null;
            /** Name */
            name: string;
            /** Ok At */
            ok_at: string | null;
            /** Provider */
            provider: string;
            /** Reason */
            reason: ("wrong_key" | "not_configured" | "model_not_found" | "unreachable" | "timed_out" | "stalled" | "refused" | "closed" | "error") | null;
            /** Setting */
            setting: string | null;
            /**
             * State
             * @enum {string}
             */
            state: "well" | "failing" | "open" | "trying" | "unknown";
            /** Workers */
            workers: number;
        };
        /**
         * Visited
         * @description All of these nodes were entered (a path names one in a subflow: `subflow node/inner node`).
         */
        Visited: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "visited";
            /** Nodes */
            nodes: string[];
        };
        /**
         * VoiceOut
         * @description One voice. `stand_in` is the built-in voice that speaks for it as long as its vendor has no key, else null.
         */
        VoiceOut: {
            /** Best For */
            best_for: string;
            /** Character */
            character: string;
            /**
             * Gender
             * @enum {string}
             */
            gender: "female" | "male";
            /** Id */
            id: string;
            /** Languages */
            languages: string[];
            /** Model */
            model: string;
            /** Name */
            name: string;
            /**
             * Provider
             * @enum {string}
             */
            provider: "sarvam" | "builtin";
            /** Stand In */
            stand_in: string | null;
        };
        /**
         * VoicePage
         * @description All voices that fit, on one page.
         */
        VoicePage: {
            /** Items */
            items: components["schemas"]["VoiceOut"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * WalkState
         * @description `node` runs next, or listens now. `reason` as in calls, once it `ended`.
         */
        WalkState: {
            /** Ended */
            ended: boolean;
            /** Node */
            node: string;
            /** Outcome */
            outcome: string | null;
            /** Reason */
            reason: string | null;
            /** Variables */
            variables: {
                [key: string]: unknown;
            };
        };
        /**
         * WorkerOut
         * @description A process that holds calls.
         */
        WorkerOut: {
            /** Calls */
            calls: number;
            /** Capacity Audio */
            capacity_audio: number;
            /** Capacity Text */
            capacity_text: number;
            /** Desks */
            desks: components["schemas"]["DeskOut"][];
            /**
             * Engines
             * @description Whose built-in engines it speaks with.
             */
            engines: ("own" | "shared") | null;
            /**
             * Heartbeat At
             * Format: date-time
             */
            heartbeat_at: string;
            /** Host */
            host: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Name */
            name: string;
            /** Pid */
            pid: number;
            /**
             * Started At
             * Format: date-time
             */
            started_at: string;
            /**
             * State
             * @description `silent`: no heartbeat for 8 s; its calls are ended by another worker.
             * @enum {string}
             */
            state: "ready" | "draining" | "silent";
            /**
             * Takes Streams At
             * @description Its public address for calls whose sound is a stream.
             */
            takes_streams_at: string | null;
        };
        /**
         * WorkerPage
         * @description All workers seen in the last hour, on one page, the longest running first.
         */
        WorkerPage: {
            /** Items */
            items: components["schemas"]["WorkerOut"][];
            /** Next Cursor */
            next_cursor: string | null;
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
    list_agents_api_tron_agents_get: {
        parameters: {
            query?: {
                /** @description Show the archived ones instead. */
                archived?: boolean;
                /** @description next_cursor of the page before. */
                cursor?: string | null;
                is_active?: boolean | null;
                language?: string | null;
                /** @description Rows on a page. */
                limit?: number;
                search?: string | null;
                sort?: "name" | "-name" | "created_at" | "-created_at" | "updated_at" | "-updated_at";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentPage"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    create_agent_api_tron_agents_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AgentCreate"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentOut"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    read_agent_api_tron_agents__agent_id__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                agent_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentOut"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    change_agent_api_tron_agents__agent_id__put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                agent_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AgentUpdate"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentOut"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    delete_agent_api_tron_agents__agent_id__delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                agent_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentDeleted"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    duplicate_agent_api_tron_agents__agent_id__duplicate_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                agent_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentOut"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_documents_api_tron_agents__agent_id__knowledge_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                agent_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DocumentPage"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    add_document_api_tron_agents__agent_id__knowledge_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                agent_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TextDocumentIn"] | components["schemas"]["UrlDocumentIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DocumentOut"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    read_document_api_tron_agents__agent_id__knowledge__document_id__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                agent_id: string;
                document_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DocumentOut"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    delete_document_api_tron_agents__agent_id__knowledge__document_id__delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                agent_id: string;
                document_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    retry_document_api_tron_agents__agent_id__knowledge__document_id__retry_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                agent_id: string;
                document_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DocumentOut"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    add_file_api_tron_agents__agent_id__knowledge_files_post: {
        parameters: {
            query: {
                /** @description Its ending says what it is. */
                filename: string;
            };
            header?: never;
            path: {
                agent_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DocumentOut"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    search_documents_api_tron_agents__agent_id__knowledge_search_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                agent_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["KnowledgeQuestion"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KnowledgeAnswer"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    preflight_agent_api_tron_agents__agent_id__preflight_get: {
        parameters: {
            query?: {
                line?: string;
                trunk_id?: string | null;
            };
            header?: never;
            path: {
                agent_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NoticePage"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    restore_agent_api_tron_agents__agent_id__restore_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                agent_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentOut"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    test_call_api_tron_agents__agent_id__test_call_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                agent_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TestCallIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlacedCall"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    read_general_lines_api_tron_agents_general_lines_get: {
        parameters: {
            query?: {
                language?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PreparedLines-Output"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_agent_templates_api_tron_agents_templates_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["tron__api__agents__TemplatePage"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_calls_api_tron_calls_get: {
        parameters: {
            query?: {
                agent_id?: string | null;
                campaign_id?: string | null;
                /** @description next_cursor of the page before. */
                cursor?: string | null;
                direction?: ("outbound" | "inbound") | null;
                from?: string | null;
                /** @description Rows on a page. */
                limit?: number;
                line?: string | null;
                outcome?: string | null;
                search?: string | null;
                sort?: "created_at" | "-created_at" | "duration_seconds" | "-duration_seconds" | "talk_time_seconds" | "-talk_time_seconds";
                status?: ("queued" | "ringing" | "in_progress" | "completed" | "failed" | "no_answer" | "busy" | "cancelled")[];
                to?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallPage"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    read_call_api_tron_calls__call_id__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                call_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallDetail"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    answer_in_browser_api_tron_calls__call_id__answer_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                call_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StreamOut"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    decline_in_browser_api_tron_calls__call_id__decline_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                call_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    write_english_api_tron_calls__call_id__english_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                call_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallOut"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    call_events_api_tron_calls__call_id__events_get: {
        parameters: {
            query?: {
                /** @description The last sequence that is known. */
                after?: number;
                limit?: number;
            };
            header?: never;
            path: {
                call_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventPage"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    read_call_flow_api_tron_calls__call_id__flow_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                call_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallFlow"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    hang_up_api_tron_calls__call_id__hangup_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                call_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallOut"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    mute_agent_api_tron_calls__call_id__mute_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                call_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MuteIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallOut"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    call_recording_api_tron_calls__call_id__recording_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                call_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The whole recording. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "audio/ogg": unknown;
                };
            };
            /** @description The part that Range asked for. */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "audio/ogg": unknown;
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The range lies behind the recording's end. */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    retry_call_api_tron_calls__call_id__retry_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                call_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RetryIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallOut"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    call_server_recording_api_tron_calls__call_id__server_recording_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                call_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The whole recording. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "audio/ogg": unknown;
                };
            };
            /** @description The part that Range asked for. */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "audio/ogg": unknown;
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The range lies behind the recording's end. */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    read_supervision_api_tron_calls__call_id__supervision_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                call_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SupervisionState"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    supervise_call_api_tron_calls__call_id__supervision_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                call_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SupervisionIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SupervisionOut"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    active_calls_api_tron_calls_active_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallPage"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    dial_api_tron_calls_dial_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DialIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlacedCall"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    stats_api_tron_calls_stats_get: {
        parameters: {
            query?: {
                from?: string | null;
                /** @description Of the days; default compliance.timezone. */
                timezone?: string | null;
                to?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallStats"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    read_docs_api_tron_docs__name__get: {
        parameters: {
            query?: {
                language?: "en" | "hi";
            };
            header?: never;
            path: {
                name: "dashboard" | "agents" | "flows" | "test-call" | "calls" | "lines" | "settings" | "health" | "deploy";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GuideOut"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    read_engines_api_tron_engines_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EnginesOut"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    fetch_model_api_tron_engines_downloads_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DownloadIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EngineModelOut"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    remove_model_api_tron_engines_downloads__model__delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                model: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EngineModelOut"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_flows_api_tron_flows_get: {
        parameters: {
            query?: {
                /** @description Show the archived ones instead. */
                archived?: boolean;
                /** @description next_cursor of the page before. */
                cursor?: string | null;
                /** @description Rows on a page. */
                limit?: number;
                search?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FlowPage"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    create_flow_api_tron_flows_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FlowCreate"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FlowOut"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    read_flow_api_tron_flows__flow_id__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                flow_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FlowOut"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    save_flow_api_tron_flows__flow_id__put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                flow_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FlowUpdate"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FlowOut"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    delete_flow_api_tron_flows__flow_id__delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                flow_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    archive_flow_api_tron_flows__flow_id__archive_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                flow_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RevisionIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FlowOut"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    compare_flow_api_tron_flows__flow_id__diff_get: {
        parameters: {
            query: {
                from: string;
                to?: string;
            };
            header?: never;
            path: {
                flow_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FlowDiff"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    duplicate_flow_api_tron_flows__flow_id__duplicate_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                flow_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FlowOut"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    export_flow_api_tron_flows__flow_id__export_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                flow_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FlowFile"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    publish_flow_api_tron_flows__flow_id__publish_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                flow_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PublishIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FlowVersionOut"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_scenarios_api_tron_flows__flow_id__scenarios_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                flow_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScenarioPage"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    create_scenario_api_tron_flows__flow_id__scenarios_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                flow_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ScenarioIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScenarioOut"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    change_scenario_api_tron_flows__flow_id__scenarios__scenario_id__put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                flow_id: string;
                scenario_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ScenarioUpdate"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScenarioOut"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    delete_scenario_api_tron_flows__flow_id__scenarios__scenario_id__delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                flow_id: string;
                scenario_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    run_scenario_api_tron_flows__flow_id__scenarios__scenario_id__run_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                flow_id: string;
                scenario_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RunIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScenarioRunOut"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_scenario_runs_api_tron_flows__flow_id__scenarios__scenario_id__runs_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                flow_id: string;
                scenario_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScenarioRunPage"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    get_scenario_run_api_tron_flows__flow_id__scenarios__scenario_id__runs__run_id__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                flow_id: string;
                run_id: string;
                scenario_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScenarioRunOut"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    cancel_scenario_run_api_tron_flows__flow_id__scenarios__scenario_id__runs__run_id__cancel_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                flow_id: string;
                run_id: string;
                scenario_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScenarioRunOut"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    run_all_scenarios_api_tron_flows__flow_id__scenarios_run_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                flow_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RunAllIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScenarioRunPage"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    simulate_flow_api_tron_flows__flow_id__simulate_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                flow_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SimulateIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SimulationOut"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    run_one_node_api_tron_flows__flow_id__test_node_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                flow_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TestNodeIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TestNodeOut"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    read_flow_traffic_api_tron_flows__flow_id__traffic_get: {
        parameters: {
            query?: {
                days?: number;
                /** @description Calls that ring nobody (practice, browser), instead of those on the telephone. */
                practice?: boolean;
                /** @description Null: the latest one. */
                version?: number | null;
            };
            header?: never;
            path: {
                flow_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FlowTraffic"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    unarchive_flow_api_tron_flows__flow_id__unarchive_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                flow_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RevisionIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FlowOut"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    validate_flow_api_tron_flows__flow_id__validate_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                flow_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ValidateIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FindingsOut"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_flow_versions_api_tron_flows__flow_id__versions_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                flow_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FlowVersionPage"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    read_flow_version_api_tron_flows__flow_id__versions__version__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                flow_id: string;
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FlowVersionDetail"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    restore_flow_version_api_tron_flows__flow_id__versions__version__restore_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                flow_id: string;
                version: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RevisionIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FlowOut"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    roll_back_flow_api_tron_flows__flow_id__versions__version__roll_back_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                flow_id: string;
                version: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RevisionIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FlowVersionOut"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    create_flow_from_template_api_tron_flows_from_template_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FromTemplateIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FlowOut"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    import_flow_api_tron_flows_import_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FlowImport"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FlowOut"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_node_types_api_tron_flows_node_types_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NodeTypePage"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    end_simulation_api_tron_flows_simulations__session_id__delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    step_simulation_back_api_tron_flows_simulations__session_id__back_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SimulationOut"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    go_on_with_simulation_api_tron_flows_simulations__session_id__input_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                session_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CallerTurn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SimulationOut"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_flow_templates_api_tron_flows_templates_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FlowTemplatePage"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    read_health_api_tron_health_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HealthOut"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    forget_troubles_api_tron_health_forget_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_lines_api_tron_lines_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LinePage"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    read_line_api_tron_lines__name__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LineDetail"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    set_up_line_api_tron_lines__name__set_up_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetUpIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SetUpOut"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_servers_api_tron_mcp_servers_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["McpServerPage"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    create_server_api_tron_mcp_servers_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["McpServerIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["McpServerOut"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    read_server_api_tron_mcp_servers__server_id__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                server_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["McpServerOut"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    change_server_api_tron_mcp_servers__server_id__put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                server_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["McpServerUpdate"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["McpServerOut"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    delete_server_api_tron_mcp_servers__server_id__delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                server_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    refresh_server_api_tron_mcp_servers__server_id__refresh_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                server_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["McpServerOut"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    try_server_api_tron_mcp_servers_test_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["McpServerIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["McpTestOut"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_kinds_api_tron_message_kinds_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SenderKindPage"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_senders_api_tron_message_senders_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SenderPage"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    create_sender_api_tron_message_senders_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SenderIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SenderOut"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    change_sender_api_tron_message_senders__sender_id__put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                sender_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SenderUpdate"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SenderOut"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    delete_sender_api_tron_message_senders__sender_id__delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                sender_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    test_sender_api_tron_message_senders__sender_id__test_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                sender_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MessageTestIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageOut"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_templates_api_tron_message_templates_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["tron__core__models__message__TemplatePage"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    create_template_api_tron_message_templates_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TemplateIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateOut"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    change_template_api_tron_message_templates__template_id__put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                template_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TemplateUpdate"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateOut"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    delete_template_api_tron_message_templates__template_id__delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                template_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_messages_api_tron_messages_get: {
        parameters: {
            query?: {
                call_id?: string | null;
                /** @description next_cursor of the page before. */
                cursor?: string | null;
                /** @description Rows on a page. */
                limit?: number;
                phone_number?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessagePage"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_models_api_tron_models_get: {
        parameters: {
            query: {
                provider: "builtin" | "ollama" | "openai" | "gemini" | "custom";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelPage"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The vendor could not be used; the code says why. */
            424: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    find_local_models_api_tron_models_local_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LocalModelsOut"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_numbers_api_tron_numbers_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NumberPage"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    create_number_api_tron_numbers_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NumberIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NumberOut"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    change_number_api_tron_numbers__number_id__put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NumberUpdate"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NumberOut"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    delete_number_api_tron_numbers__number_id__delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_people_api_tron_practice_people_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonPage"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    practice_ring_api_tron_practice_ring_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RingIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallOut"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    read_settings_api_tron_settings_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettingsOut"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    change_settings_api_tron_settings_put: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SettingsIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettingsOut"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    probe_livekit_api_tron_settings_test_livekit_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ProbeIn"] | null;
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProbeOut"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    probe_llm_api_tron_settings_test_llm_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ModelProbeIn"] | null;
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProbeOut"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    probe_sarvam_api_tron_settings_test_sarvam_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ProbeIn"] | null;
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProbeOut"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    probe_twilio_api_tron_settings_test_twilio_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ProbeIn"] | null;
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProbeOut"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_secrets_api_tron_tool_secrets_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SecretPage"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    put_secret_api_tron_tool_secrets__name__put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SecretIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SecretOut"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    delete_secret_api_tron_tool_secrets__name__delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_tools_api_tron_tools_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HttpToolPage"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    create_tool_api_tron_tools_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HttpToolIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HttpToolOut"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    read_tool_api_tron_tools__tool_id__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tool_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HttpToolOut"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    change_tool_api_tron_tools__tool_id__put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tool_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HttpToolUpdate"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HttpToolOut"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    delete_tool_api_tron_tools__tool_id__delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tool_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    try_stored_tool_api_tron_tools__tool_id__test_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tool_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ToolTestIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ToolTestOut"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_available_tools_api_tron_tools_available_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AvailableTools"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    try_unsaved_tool_api_tron_tools_test_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UnsavedToolTestIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ToolTestOut"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_trunks_api_tron_trunks_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrunkPage"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    create_trunk_api_tron_trunks_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TrunkIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrunkOut"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    read_trunk_api_tron_trunks__trunk_id__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                trunk_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrunkOut"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    change_trunk_api_tron_trunks__trunk_id__put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                trunk_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TrunkUpdate"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrunkOut"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    delete_trunk_api_tron_trunks__trunk_id__delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                trunk_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    show_softphone_api_tron_trunks__trunk_id__softphone_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                trunk_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SoftphoneOut"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    read_trunk_state_api_tron_trunks__trunk_id__state_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                trunk_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrunkStateOut"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    read_test_api_tron_trunks__trunk_id__test_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                trunk_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrunkTestOut"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    start_test_api_tron_trunks__trunk_id__test_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                trunk_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LineTestIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrunkTestOut"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_voices_api_tron_voices_get: {
        parameters: {
            query?: {
                gender?: ("female" | "male") | null;
                /** @description Voices that speak it, such as hi-IN. */
                language?: string | null;
                provider?: ("sarvam" | "builtin") | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VoicePage"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    preview_voice_api_tron_voices__voice_id__preview_get: {
        parameters: {
            query?: {
                language?: string | null;
                speed?: number;
            };
            header?: never;
            path: {
                voice_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The speech, 16 kHz mono. */
            200: {
                headers: {
                    /** @description The built-in voice that spoke instead. */
                    "X-Tron-Stand-In"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "audio/wav": unknown;
                };
            };
            /** @description The part that Range asked for. */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "audio/wav": unknown;
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The range lies behind the end. */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The voice's vendor could not be used; the code says why. */
            424: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    preview_text_api_tron_voices_preview_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PreviewIn"];
            };
        };
        responses: {
            /** @description The speech, 16 kHz mono. */
            200: {
                headers: {
                    /** @description The built-in voice that spoke instead. */
                    "X-Tron-Stand-In"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "audio/wav": unknown;
                };
            };
            /** @description The part that Range asked for. */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "audio/wav": unknown;
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The range lies behind the end. */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The voice's vendor could not be used; the code says why. */
            424: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_workers_api_tron_workers_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkerPage"];
                };
            };
            /** @description The body is not JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An access token is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it, or a foreign page asked. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The revision is stale, or the state forbids it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A field is not right. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    healthz_healthz_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Alive"];
                };
            };
        };
    };
    readyz_readyz_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ready"];
                };
            };
            /** @description A part that Tron needs is not there. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ready"] | components["schemas"]["ErrorBody"];
                };
            };
        };
    };
}
