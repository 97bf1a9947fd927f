import pulumi

greeting = pulumi.Config().require("greeting")
pulumi.export("said", pulumi.Output.from_input(greeting).apply(lambda text: f"{text} from Python"))
