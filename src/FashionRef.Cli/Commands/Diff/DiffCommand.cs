using System.CommandLine;
using FashionRef.Cli.Options;
using FashionRef.Cli.Output;
using FashionRef.Engines.Exact;
using FashionRef.Formats.Keras;
using FashionRef.Models;

namespace FashionRef.Cli.Commands.Diff;

/// <summary><c>diff A B</c>: where two model files differ, in configuration, weights, training and answers.</summary>
internal static class DiffCommand
{
    public static Command Create()
    {
        Argument<string> first = new("a") { Description = "A file of Keras with a model." };
        Argument<string> second = new("b") { Description = "Another." };
        CommonOptions.RefuseNoFile(first);
        CommonOptions.RefuseNoFile(second);
        Option<string?> input = InputShapeOption.Create();
        Option<int> threads = CommonOptions.Threads();
        Command command = new("diff", "Tell where two model files differ: exit code 1 when they do.") { first, second, input, threads };
        command.SetAction((parse, cancellationToken) =>
        {
            Shape? shape = InputShapeOption.Parse(parse.GetValue(input));
            string pathOfA = parse.GetRequiredValue(first);
            string pathOfB = parse.GetRequiredValue(second);
            using KerasFile a = KerasFile.Read(pathOfA, shape);
            using KerasFile b = KerasFile.Read(pathOfB, shape);
            ModelDifference difference = ModelDifference.Of((pathOfA, a), (pathOfB, b), new ExactEngine(parse.GetValue(threads)), cancellationToken);
            Terminal.Output.Write(difference.Format());
            return Task.FromResult((int)(difference.IsEqual ? ExitCode.Done : ExitCode.CheckFailed));
        });
        return command;
    }
}
