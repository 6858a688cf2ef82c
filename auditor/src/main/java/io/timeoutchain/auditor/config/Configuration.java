package io.timeoutchain.auditor.config;

import io.timeoutchain.auditor.snapshot.Glob;
import io.timeoutchain.model.Middlebox;
import io.timeoutchain.model.Party;
import io.timeoutchain.rule.JudgePolicy;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the user decided and declared.
 *
 * @param policy margins and severities
 * @param declarations the declared parties, in the order of the file
 * @param suppressions the findings that shall not count, in the order of the file
 */
public record Configuration(
        JudgePolicy policy, List<Declaration> declarations, List<Suppression> suppressions) {

    /** Nothing decided, nothing declared. */
    public static final Configuration NONE = new Configuration(JudgePolicy.DEFAULT, List.of(), List.of());

    public Configuration {
        declarations = List.copyOf(declarations);
        suppressions = List.copyOf(suppressions);
    }

    /**
     * What is declared for the load balancers whose name matches.
     *
     * @param loadBalancer which load balancers it is for
     * @param client whoever calls them
     * @param beforeLoadBalancer what stands between that caller and the load balancer
     * @param cloudFront the distribution in front of them
     * @param django the application behind them
     * @param mysql the database behind the application
     * @param beforeDatabase what stands between the application and the database
     */
    public record Declaration(
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
