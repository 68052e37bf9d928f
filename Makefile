.DEFAULT_GOAL := help
.PHONY: help build native native-test test signals emitted demo programs drill drills stack-test compose-test dashboards overhead aot footprint spans sbom format up up-jvm down clean again

JDK := deploy/local/with-jdk.sh
MAVEN := $(JDK) mvn -B -ntp
WITH_PROGRAMS = PATH="$$PATH:$$(deploy/local/programs.sh folders)"
# Touched after each build; what it stands for is listed beside it.
BUILT := target/built
JARS := $(patsubst %,%/target/quarkus-app/quarkus-run.jar,user-service inventory-service order-service docs/adopt) \
	deploy/local/target/demo.jar
SOURCES := $(shell find pom.xml */pom.xml */*/pom.xml */src/main */*/src/main -type f)

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1\t\2/p' Makefile

build: $(BUILT) ## package the services and the demo, where a source changed

native: ## native executables of the services, */target/*-runner (GraalVM or Mandrel 25, or CONTAINER=yes for a build in one)
	$(MAVEN) package -Dnative -Dmaven.test.skip=true -pl user-service,inventory-service,order-service -am \
		$(if $(CONTAINER),-Dquarkus.native.container-build=true)

native-test: ## the system tests with the native executables
	$(MAVEN) package -Dmaven.test.skip=true -pl docs/adopt -am
	$(MAVEN) integration-test -pl deploy/local -am -Dnative -Dtest='*SystemTest' -Dsurefire.failIfNoSpecifiedTests=false \
		-Dunit.tests.skip=true

test: ## everything: unit tests, services with PostgreSQL and Redis, the whole suite, formatting
	$(MAVEN) verify
	@touch $(BUILT)

signals: ## write docs/signals.md from the catalogue, observability-stack/signals.yaml
	$(MAVEN) test -pl deploy/local -am -Dtest=SignalsPageTest -Dsurefire.failIfNoSpecifiedTests=false -Dsignals.write=true

emitted: build ## what the services emit against the catalogue: prints what to add, to change and to remove
	$(MAVEN) integration-test -pl deploy/local -am -Dtest=SignalCatalogueSystemTest -Dsurefire.failIfNoSpecifiedTests=false \
		-Dunit.tests.skip=true

demo: build ## the shop on this machine without containers; Ctrl-C stops it
	@$(WITH_PROGRAMS) exec $(JDK) java @deploy/local/java.options -jar deploy/local/target/demo.jar

programs: ## build Prometheus, Jaeger and the other programs of the stack from source, once (Go; half an hour on two cores)
	@deploy/local/programs.sh

drill: build ## one alert from its cause to its mail and its end, such as ALERT=HighErrorRate; on the stack that runs, or its own
	@test -n "$(ALERT)" || { echo "Which alert? make drill ALERT=HighErrorRate; all: make drills"; exit 1; }
	@ALERT=$(ALERT) $(WITH_PROGRAMS) exec $(JDK) java @deploy/local/java.options -cp deploy/local/target/demo.jar shop.local.drill.Drills

drills: build ## the same for every alert
	@ALERT= $(WITH_PROGRAMS) exec $(JDK) java @deploy/local/java.options -cp deploy/local/target/demo.jar shop.local.drill.Drills

stack-test: build programs ## the observability stack with real programs: targets, rules, panels, sampling, every drill (20 minutes)
	$(WITH_PROGRAMS) $(MAVEN) integration-test -pl deploy/local -am -Dtest='*StackTest' -Dsurefire.failIfNoSpecifiedTests=false \
		-Dunit.tests.skip=true

compose-test: build ## the containers of Compose: built, started, killed, stopped (Docker; ten minutes); RUNTIME=native too
	RUNTIME=$${RUNTIME:-jvm} $(MAVEN) integration-test -pl deploy/local -am -Dtest='Containers*Test' \
		-Dsurefire.failIfNoSpecifiedTests=false -Dunit.tests.skip=true

dashboards: ## check the dashboards with Grafana's own types (Go)
	cd observability-stack/grafana/schema && go run . ../dashboards/*.json

overhead: build ## what the signals cost, as a table; SIGNALS=traces,metrics,all compares these (half an hour, a quiet machine)
	@exec $(JDK) java @deploy/local/load.options -cp deploy/local/target/demo.jar shop.local.benchmark.Overhead

aot: build ## train the AOT caches of the jars, */target/aot/app.aot, as the build of the JVM images does
	@exec $(JDK) java @deploy/local/load.options -cp deploy/local/target/demo.jar shop.local.benchmark.AotTraining

footprint: aot ## time to the first answer and memory of jars, jars with AOT cache and native executables, as a table; RUNS=10
	@exec $(JDK) java @deploy/local/load.options -cp deploy/local/target/demo.jar shop.local.benchmark.Footprint

spans: build ## 200 orders/s for a minute, and a look for any span that was lost; or RATE=… DURATION=…
	@exec $(JDK) java @deploy/local/load.options -cp deploy/local/target/demo.jar shop.local.benchmark.SpansUnderLoad

sbom: ## what the services are made of, as target/sbom.json (CycloneDX)
	$(MAVEN) cyclonedx:makeAggregateBom --projects '!deploy/backends,!deploy/local,!docs/adopt'

format: ## format the sources
	$(MAVEN) spotless:apply --projects '!docs/adopt'

up: ## the shop and its observability stack in containers, as native executables (8 GiB of memory for the first build)
	@command -v docker >/dev/null || { echo "Docker was not found: install Docker with Compose, or run make demo."; exit 1; }
	@deploy/docker/check-memory engine
	COMMIT=$$(git rev-parse --short=12 HEAD 2>/dev/null || echo unknown) docker compose up --wait

up-jvm: export RUNTIME := jvm
up-jvm: up ## the same with the services on a JVM, which are built in minutes, and take 1 GiB more

down: ## stop the containers, keep their data
	docker compose --profile '*' down

clean: ## remove what was built
	$(MAVEN) clean

$(BUILT): $(SOURCES) $(if $(filter-out $(wildcard $(JARS)),$(JARS)),again)
	@echo "Building the services and the demo; the first time takes some minutes."
	$(MAVEN) package -Dmaven.test.skip=true
	@mkdir -p $(@D) && touch $@
