package io.timeoutchain.auditor.config;

import io.timeoutchain.auditor.snapshot.Glob;
import io.timeoutchain.model.Middlebox;
import io.timeoutchain.model.Party;
import io.timeoutchain.rule.JudgePolicy;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the user decided and declared.
 *
 * @param ownPolicy the margins and severities that stand outside of every profile
 * @param profiles the profiles that can be chosen, by name
 * @param profile the profile that is chosen
 * @param declarations the declared parties, in the order of the file
 * @param suppressions the findings that shall not count, in the order of the file
 * @param options the options of the command line that stand in the file
 */
public record Configuration(
        JudgePolicy ownPolicy,
        Map<String, MarginProfile> profiles,
        Optional<String> profile,
        List<Declaration> declarations,
        List<Suppression> suppressions,
        List<GivenOption> options) {

    /** Nothing decided, nothing declared. */
    public static final Configuration NONE = new Configuration(
            JudgePolicy.DEFAULT, MarginProfile.BUILT_IN, Optional.empty(), List.of(), List.of(), List.of());

    public Configuration {
        declarations = List.copyOf(declarations);
        suppressions = List.copyOf(suppressions);
        profiles = Collections.unmodifiableMap(new LinkedHashMap<>(profiles));
        options = List.copyOf(options);
    }

    /**
     * An option that stands in the file.
     *
     * @param option which
     * @param values what is given; several for one that may be repeated
     * @param at file, line and column
     */
    public record GivenOption(KnownOption option, List<String> values, String at) {
        public GivenOption {
            values = List.copyOf(values);
        }
    }

    /** Margins and severities: those of the chosen profile, over those outside of every profile. */
    public JudgePolicy policy() {
        return profile.map(profiles::get).map(chosen -> chosen.over(ownPolicy)).orElse(ownPolicy);
    }

    /** The same with another profile, one of {@link #profiles}. */
    public Configuration choosing(String other) {
        return new Configuration(ownPolicy, profiles, Optional.of(other), declarations, suppressions, options);
    }

    /** The same with one margin for all rules that have none of their own, whatever file and profile say. */
    public Configuration withMargin(Duration margin) {
        JudgePolicy policy = policy();
        return new Configuration(
                new JudgePolicy(margin, policy.margins(), policy.severities()),
                profiles,
                Optional.empty(),
                declarations,
                suppressions,
                options);
    }

    /**
     * What is declared for the load balancers whose name matches.
     *
     * @param at file, line and column
     * @param loadBalancer which load balancers it is for
     * @param client whoever calls them
     * @param beforeLoadBalancer what stands between that caller and the load balancer
     * @param cloudFront the distribution in front of them
     * @param django the application behind them
     * @param mysql the database behind the application
     * @param beforeDatabase what stands between the application and the database
     */
    public record Declaration(
            String at,
            Glob loadBalancer,
            Optional<Party> client,
            List<Middlebox> beforeLoadBalancer,
            Optional<Party> cloudFront,
            Optional<Party> django,
            Optional<Party> mysql,
            List<Middlebox> beforeDatabase) {

        public Declaration {
            beforeLoadBalancer = List.copyOf(beforeLoadBalancer);
            beforeDatabase = List.copyOf(beforeDatabase);
        }
    }

    /** The first declaration of a thing that is for the load balancer of this name. */
    public <T> Optional<T> declared(String loadBalancer, Function<Declaration, Optional<T>> thing) {
        return declarations.stream()
                .filter(declaration -> declaration.loadBalancer().matches(loadBalancer))
                .flatMap(declaration -> thing.apply(declaration).stream())
                .findFirst();
    }

    /** Everything that any declaration for this load balancer says stands in a place. */
    public List<Middlebox> standing(String loadBalancer, Function<Declaration, List<Middlebox>> place) {
        return declarations.stream()
                .filter(declaration -> declaration.loadBalancer().matches(loadBalancer))
                .flatMap(declaration -> place.apply(declaration).stream())
                .distinct()
                .toList();
    }
}
