package io.timeoutchain.lab.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunCommandTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String REGION = "eu-west-1";

    private Instant now = Instant.parse("2026-11-01T12:00:00Z");
    private final List<String> scripts = new ArrayList<>();
    private final RunCommand runCommand = new RunCommand(() -> now, Runnable::run);

    @Test
    void a_script_runs_on_every_instance_and_each_output_is_listed() throws Exception {
        register("i-1", PingStatus.ONLINE);
        register("i-2", PingStatus.ONLINE);

        String id = send("{'InstanceIds':['i-1','i-2'],'DocumentName':'AWS-RunShellScript',"
                + "'Parameters':{'commands':['uname','id']}}");

        JsonNode invocations = call("ListCommandInvocations", "{'CommandId':'" + id + "','Details':true}")
                .path("CommandInvocations");
        assertThat(invocations).hasSize(2);
        assertThat(invocations.path(0).path("Status").asText()).isEqualTo("Success");
        assertThat(invocations
                        .path(1)
                        .path("CommandPlugins")
                        .path(0)
                        .path("Output")
                        .asText())
                .isEqualTo("ran on i-2");
        assertThat(scripts).containsExactly("uname\nid", "uname\nid");
        assertThat(call("ListCommands", "{'CommandId':'" + id + "'}")
                        .path("Commands")
                        .path(0)
                        .path("Status")
                        .asText())
                .isEqualTo("Success");
    }

    @Test
    void plugins_are_listed_only_if_details_are_asked_for() throws Exception {
        register("i-1", PingStatus.ONLINE);
        String id = send(shell("i-1"));

        JsonNode invocation = call("ListCommandInvocations", "{'CommandId':'" + id + "'}")
                .path("CommandInvocations")
                .path(0);

        assertThat(invocation.path("CommandPlugins")).isEmpty();
    }

    @Test
    void a_registered_document_gets_its_parameters_as_variables() throws Exception {
        runCommand.register(new ManagedInstance(
                REGION,
                "i-1",
                PingStatus.ONLINE,
                (script, environment, timeout) ->
                        new ScriptResult(0, script + " with " + environment + " within " + timeout.toSeconds(), "")));
        runCommand.registerDocument("Own-Read", "read");

        String id = send("{'InstanceIds':['i-1'],'DocumentName':'Own-Read',"
                + "'Parameters':{'ports':['80','443'],'executionTimeout':['60']}}");

        assertThat(call("GetCommandInvocation", "{'CommandId':'" + id + "','InstanceId':'i-1'}")
                        .path("StandardOutputContent")
                        .asText())
                .startsWith("read with ")
                .contains("SSM_ports=80 443")
                .endsWith("within 60");
    }

    @Test
    void a_command_to_a_lost_instance_waits_until_its_delivery_times_out() throws Exception {
        register("i-1", PingStatus.CONNECTION_LOST);
        String id = send(shell("i-1"));

        now = now.plus(Duration.ofSeconds(29));
        assertThat(status(id, "i-1")).isEqualTo("Pending/Pending");
        now = now.plus(Duration.ofSeconds(1));
        assertThat(status(id, "i-1")).isEqualTo("TimedOut/DeliveryTimedOut");
    }

    @Test
    void the_exit_code_and_the_timeout_decide_the_status() throws Exception {
        runCommand.register(instance("i-1", new ScriptResult(7, "", "bad")));
        runCommand.register(instance("i-2", new ScriptResult(124, "", "", true)));
        runCommand.register(new ManagedInstance(REGION, "i-3", PingStatus.ONLINE, (script, environment, timeout) -> {
            throw new IOException("gone");
        }));

        String id = send("{'InstanceIds':['i-1','i-2','i-3'],'DocumentName':'AWS-RunShellScript','MaxErrors':'100%',"
                + "'Parameters':{'commands':['x']}}");

        assertThat(status(id, "i-1")).isEqualTo("Failed/Failed");
        assertThat(status(id, "i-2")).isEqualTo("TimedOut/ExecutionTimedOut");
        assertThat(status(id, "i-3")).isEqualTo("Failed/Undeliverable");
        assertThat(call("GetCommandInvocation", "{'CommandId':'" + id + "','InstanceId':'i-1'}")
                        .path("ResponseCode")
                        .asInt())
                .isEqualTo(7);
    }

    @Test
    void without_max_errors_the_first_failure_ends_the_command() throws Exception {
        runCommand.register(instance("i-1", new ScriptResult(1, "", "")));
        register("i-2", PingStatus.ONLINE);

        String id = send("{'InstanceIds':['i-1','i-2'],'DocumentName':'AWS-RunShellScript',"
                + "'Parameters':{'commands':['x']}}");

        assertThat(status(id, "i-2")).isEqualTo("Cancelled/Terminated");
        assertThat(scripts).isEmpty();
    }

    @Test
    void managed_instances_come_in_pages_of_ten_and_only_from_the_region_asked() throws Exception {
        IntStream.range(10, 23).forEach(number -> register("i-" + number, PingStatus.ONLINE));
        runCommand.register(new ManagedInstance(
                "us-east-1", "i-99", PingStatus.ONLINE, (script, environment, timeout) -> new ScriptResult(0, "", "")));

        JsonNode first = call("DescribeInstanceInformation", "{}");
        JsonNode second = call(
                "DescribeInstanceInformation",
                "{'NextToken':'" + first.path("NextToken").asText() + "'}");

        assertThat(first.path("InstanceInformationList")).hasSize(10);
        assertThat(second.path("InstanceInformationList")).hasSize(3);
        assertThat(second.has("NextToken")).isFalse();
    }

    @Test
    void managed_instances_can_be_asked_for_by_id_and_by_state() throws Exception {
        register("i-1", PingStatus.ONLINE);
        register("i-2", PingStatus.CONNECTION_LOST);
        register("i-3", PingStatus.ONLINE);

        assertThat(ids("{'Filters':[{'Key':'InstanceIds','Values':['i-2','i-3','i-4']}]}"))
                .containsExactly("i-2", "i-3");
        assertThat(ids("{'Filters':[{'Key':'PingStatus','Values':['ConnectionLost']}]}"))
                .containsExactly("i-2");
        assertThat(ids("{'InstanceInformationFilterList':[{'key':'InstanceIds','valueSet':['i-1']}]}"))
                .containsExactly("i-1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SendCommand | {'InstanceIds':['i-9'],'DocumentName':'AWS-RunShellScript','Parameters':{'commands':['x']}} | InvalidInstanceId
            SendCommand | {'InstanceIds':['i-1'],'DocumentName':'Nobody-Knows'} | InvalidDocument
            SendCommand | {'InstanceIds':['i-1'],'DocumentName':'AWS-RunShellScript'} | InvalidParameters
            SendCommand | {'InstanceIds':['i-1','i-1'],'DocumentName':'AWS-RunShellScript'} | DuplicateInstanceId
            SendCommand | {'InstanceIds':['i-1'],'TimeoutSeconds':29,'DocumentName':'AWS-RunShellScript','Parameters':{'commands':['x']}} | ValidationException
            SendCommand | {'InstanceIds':['i-1'],'MaxErrors':'all','DocumentName':'AWS-RunShellScript','Parameters':{'commands':['x']}} | ValidationException
            DescribeInstanceInformation | {'MaxResults':4} | ValidationException
            DescribeInstanceInformation | {'MaxResults':51} | ValidationException
            DescribeInstanceInformation | {'NextToken':'guessed'} | InvalidNextToken
            DescribeInstanceInformation | {'Filters':[{'Key':'Colour','Values':['red']}]} | InvalidFilterKey
            GetCommandInvocation | {'CommandId':'none','InstanceId':'i-1'} | InvocationDoesNotExist
            """)
    void what_the_api_refuses_is_refused_with_its_error(String operation, String request, String error)
            throws Exception {
        register("i-1", PingStatus.ONLINE);

        assertThat(call(operation, request).path("__type").asText()).isEqualTo(error);
    }

    @Test
    void a_command_takes_no_more_than_50_instances() throws Exception {
        String ids =
                IntStream.range(0, 51).mapToObj(number -> "'i-" + number + "'").collect(Collectors.joining(","));

        assertThat(call("SendCommand", "{'InstanceIds':[" + ids + "],'DocumentName':'AWS-RunShellScript'}")
                        .path("__type")
                        .asText())
                .isEqualTo("ValidationException");
    }

    @Test
    void other_operations_are_left_to_the_emulator() throws Exception {
        assertThat(answer("GetParameter", "{}")).isEmpty();
    }

    private void register(String id, PingStatus ping) {
        runCommand.register(new ManagedInstance(REGION, id, ping, (script, environment, timeout) -> {
            scripts.add(script);
            return new ScriptResult(0, "ran on " + id, "");
        }));
    }

    private static ManagedInstance instance(String id, ScriptResult result) {
        return new ManagedInstance(REGION, id, PingStatus.ONLINE, (script, environment, timeout) -> result);
    }

    private static String shell(String id) {
        return "{'InstanceIds':['" + id + "'],'DocumentName':'AWS-RunShellScript','TimeoutSeconds':30,"
                + "'Parameters':{'commands':['uname']}}";
    }

    private String send(String request) throws IOException {
        return call("SendCommand", request).path("Command").path("CommandId").asText();
    }

    private String status(String command, String instance) throws IOException {
        JsonNode invocation =
                call("GetCommandInvocation", "{'CommandId':'" + command + "','InstanceId':'" + instance + "'}");
        return invocation.path("Status").asText() + "/"
                + invocation.path("StatusDetails").asText();
    }

    private List<String> ids(String request) throws IOException {
        List<String> ids = new ArrayList<>();
        call("DescribeInstanceInformation", request)
                .path("InstanceInformationList")
                .forEach(instance -> ids.add(instance.path("InstanceId").asText()));
        return ids;
    }

    private JsonNode call(String operation, String request) throws IOException {
        return JSON.readTree(answer(operation, request).orElseThrow().body());
    }

    private Optional<Reply> answer(String operation, String request) throws IOException {
        String authorization = "AWS4-HMAC-SHA256 Credential=test/20261101/" + REGION + "/ssm/aws4_request, Signature=0";
        return runCommand.answer(ApiRequest.read(
                Optional.of(authorization),
                Optional.of("AmazonSSM." + operation),
                request.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
    }
}
