using System.Reflection;
using System.Text.RegularExpressions;

namespace FashionRef.Tests.Architecture;

/// <summary>No seed reaches torch's random numbers, so the build refuses all of its functions that draw some, those of a newer package too.</summary>
internal sealed partial class BannedSymbolsTests
{
    private static readonly string[] Holders =
        ["TorchSharp.torch", "TorchSharp.torch+Tensor", "TorchSharp.torch+nn", "TorchSharp.torch+nn+functional", "TorchSharp.torch+nn+init"];

    [Test]
    public void Every_random_function_of_torch_is_refused_by_the_build()
    {
        string[] banned = [.. File.ReadLines(Path.Combine(Repository.Root, "BannedSymbols.txt")).Select(line => line.Split(';')[0])];
        Assembly torch = Assembly.Load("TorchSharp");

        string[] random =
        [
            .. from holder in Holders
               from method in torch.GetType(holder, throwOnError: true)!.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly)
               where Draws().IsMatch(method.Name)
               select $"M:{IdOf(method.DeclaringType!)}.{method.Name}({string.Join(',', method.GetParameters().Select(parameter => IdOf(parameter.ParameterType)))})",
        ];

        Assert.That(random, Has.Some.Contain(".functional.dropout(").And.Length.GreaterThan(50));
        Assert.That(random.Distinct().Except(banned), Is.Empty, "Add them to BannedSymbols.txt.");
    }

    // The identifier of documentation comments, which BannedSymbols.txt has.
    private static string IdOf(Type type) => type switch
    {
        { IsArray: true } => $"{IdOf(type.GetElementType()!)}[]",
        { IsByRef: true } => $"{IdOf(type.GetElementType()!)}@",
        { IsGenericType: true } => $"{type.GetGenericTypeDefinition().FullName!.Split('`')[0].Replace('+', '.')}{{{string.Join(',', type.GetGenericArguments().Select(IdOf))}}}",
        _ => type.FullName!.Replace('+', '.'),
    };

    [GeneratedRegex("dropout|^rand|^bernoulli|^uniform_?$|^normal_?$|^multinomial$|^poisson|^exponential_|^cauchy_|^geometric_|^log_normal|^random_|rrelu|gumbel|^kaiming|^xavier|^trunc_normal|^orthogonal|^sparse_$", RegexOptions.IgnoreCase)]
    private static partial Regex Draws();
}
